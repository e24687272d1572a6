namespace Orleans.Runtime;

// To be made: the runtime's side of a grain.
internal static class ActivationContext
{
    [field: ThreadStatic]
    internal static IGrainContext? UnderConstruction { get; set; }

    internal static SoloStub Of(IGrainBase grain) => throw new NotSupportedException();

    internal static GrainId IdOf(IAddressable grain) => throw new NotSupportedException();

    internal static IGrainFactory FactoryOf(IAddressable grain) => throw new NotSupportedException();

    internal static IGrainFactory GrainFactory(this IGrainContext context) => throw new NotSupportedException();

    internal static void DelayDeactivation(this IGrainContext context, TimeSpan time) => throw new NotSupportedException();
}

internal sealed class SoloStub
{
    internal IGrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options) => throw new NotSupportedException();
}
