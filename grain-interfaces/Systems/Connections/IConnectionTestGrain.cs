using Orleans;

namespace NasOrleans.Systems.Connections;

/// <summary>Tries connections that are not stored. Key: <c>tenant/connection-test</c>. Runs wherever the NAS systems are reached from.</summary>
[Alias("nas.IConnectionTestGrain")]
public interface IConnectionTestGrain : IGrainWithStringKey
{
    /// <summary>Ends within 10 s, with the stage that failed.</summary>
    [ResponseTimeout("00:00:15"), Alias("Test")] Task<ConnectionTest> Test(ConnectionTrial trial);
}
