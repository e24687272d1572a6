using NasOrleans.Solo.Activations;
using NasOrleans.Solo.Calls;
using Orleans.Runtime;

namespace Orleans;

public static class GrainBaseExtensions
{
    extension(IGrainBase grain)
    {
        public IGrainTimer RegisterGrainTimer(Func<Task> callback, GrainTimerCreationOptions options) =>
            Activation.Of(grain).RegisterTimer(_ => callback(), options);

        public IGrainTimer RegisterGrainTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options) =>
            Activation.Of(grain).RegisterTimer(callback, options);

        public IGrainTimer RegisterGrainTimer<TState>(Func<TState, Task> callback, TState state, GrainTimerCreationOptions options) =>
            Activation.Of(grain).RegisterTimer(_ => callback(state), options);

        public IGrainTimer RegisterGrainTimer<TState>(Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options) =>
            Activation.Of(grain).RegisterTimer(token => callback(state, token), options);
    }

    public static void DeactivateOnIdle(this IGrainBase grain) => grain.GrainContext.Deactivate(
        new(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));
}

public static class GrainExtensions
{
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        Reference reference => reference.GrainId,
        IGrainBase { GrainContext: { } context } => context.GrainId,
        _ => throw new ArgumentException($"{grain.GetType().Name} is neither a grain nor a reference to one.", nameof(grain)),
    };

    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) where TGrainInterface : IAddressable => grain switch
    {
        Reference reference => reference.As<TGrainInterface>(),
        IGrainBase { GrainContext: Activation activation } => activation.Runtime.Factory.GetGrain<TGrainInterface>(activation.GrainId),
        _ => throw new ArgumentException($"{grain.GetType().Name} is neither a grain nor a reference to one.", nameof(grain)),
    };
}
