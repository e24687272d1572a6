using System.Collections.Immutable;
using NasOrleans.Systems.Commands;

namespace NasOrleans.Systems;

internal sealed partial class SystemGrain
{
    public Task<CommandOutcome> Order(CommandOrder order) => throw new NotSupportedException();

    public Task<ImmutableArray<SystemCommand>> GetCommands() => throw new NotSupportedException();
}
