using Orleans.Runtime;

namespace Orleans;

public static class GrainBaseExtensions
{
    extension(IGrainBase grain)
    {
        public IGrainTimer RegisterGrainTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options) =>
            ActivationContext.Of(grain).RegisterTimer(callback, options);

        public IGrainTimer RegisterGrainTimer<TState>(Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options) =>
            ActivationContext.Of(grain).RegisterTimer(token => callback(state, token), options);
    }
}

public static class GrainExtensions
{
    public static GrainId GetGrainId(this IAddressable grain) => ActivationContext.IdOf(grain);

    public static string GetPrimaryKeyString(this IAddressable grain) => ActivationContext.IdOf(grain).Key.ToString();

    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) where TGrainInterface : IAddressable =>
        ActivationContext.FactoryOf(grain).GetGrain<TGrainInterface>(ActivationContext.IdOf(grain));
}
