using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NasOrleans.Power.Journal;

public static class JournalServices
{
    /// <summary>The journal over every <see cref="IJournalCopy"/> that is registered.</summary>
    public static IServiceCollection AddPowerJournal(this IServiceCollection services) => services
        .AddSingleton<PowerJournal>()
        .AddSingleton<IPowerJournal>(provider => provider.GetRequiredService<PowerJournal>())
        .AddSingleton<IHostedService>(provider => provider.GetRequiredService<PowerJournal>());
}
