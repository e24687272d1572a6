using System.Collections.Immutable;
using NasOrleans.Fleet;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;
using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Power.Groups;

/// <summary>Sources, the loads that hang on them, and the run that shuts these down. Key: <c>tenant/group:id</c>.</summary>
[Alias("nas.IPowerGroupGrain")]
public interface IPowerGroupGrain : IWakeable, IGrainWithStringKey
{
    /// <summary>Sets the group, from nothing or anew. A run under way keeps the plan it has.</summary>
    [ResponseTimeout("00:00:10"), Alias("Configure")]
    Task<PowerGroupOutcome> Configure(PowerGroupConfig config, PowerOrigin origin);

    [ResponseTimeout("00:00:10"), Alias("Remove")] Task<PowerGroupOutcome> Remove(PowerGroupId confirm);

    /// <summary>The group as last decided, or null when there is none; never waits for a running call.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05"), Alias("GetSnapshot")] Task<PowerGroupSnapshot?> GetSnapshot();

    /// <summary>The verdict of a source changed: judge now, and not at the next tick.</summary>
    [OneWay, Alias("Look")] Task Look();

    /// <summary>Shuts loads down. Refused when it cannot be written down first.</summary>
    [ResponseTimeout("00:00:10"), Alias("Start")] Task<RunOutcome> Start(RunStart start);

    /// <summary>Nothing new is begun for so long, up to 15 minutes; then it goes on by itself.</summary>
    [ResponseTimeout("00:00:10"), Alias("Hold")] Task<RunOutcome> Hold(RunOrder order, TimeSpan atMost);

    [ResponseTimeout("00:00:10"), Alias("Resume")] Task<RunOutcome> Resume(RunOrder order);

    /// <summary>Leaves a step out, or does not wait for it any longer.</summary>
    [ResponseTimeout("00:00:10"), Alias("Skip")] Task<RunOutcome> Skip(RunOrder order, string step);

    /// <summary>Nothing more is begun. What was begun cannot be taken back.</summary>
    [ResponseTimeout("00:00:10"), Alias("Abort")] Task<RunOutcome> Abort(RunOrder order);

    /// <summary>Forgets that this outage led to a run. What is true at the moment is judged anew.</summary>
    [ResponseTimeout("00:00:10"), Alias("ResetCrisis")] Task<PowerGroupOutcome> ResetCrisis(CrisisReset reset);

    /// <summary>The latest runs, newest first.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05"), Alias("GetRuns")] Task<ImmutableArray<ShutdownRun>> GetRuns(int most);

    /// <summary>What would come of an outage; null when there is no such group.</summary>
    [ResponseTimeout("00:00:05"), Alias("Drill")] Task<DrillReport?> Drill(DrillQuestion question);

    /// <summary>What of this group hangs on a source; null when there is no such group. A UPS goes off only once all of it is dark, in every group.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:02"), Alias("GetLoads")] Task<SourceLoads?> GetLoads(PowerSourceId source);
}
