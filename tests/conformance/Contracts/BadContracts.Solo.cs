using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Tests.Conformance.Contracts;

// What the rules must find. On Orleans most of it would not even compile.

public interface IBadGrain : IGrainWithStringKey
{
    Task NoAlias();

    [Alias("Same")] Task Same();

    [Alias("Same")] Task SameAgain();

    [Alias("NoTask")] int NoTask();

    [OneWay, Alias("OneWayResult")] Task<int> OneWayResult();

    [AlwaysInterleave, Alias("Reset")] Task Reset();

    [Alias("GetState")] Task<BadState> GetState();

    [Alias("TakeList")] Task TakeList(List<int> numbers);

    [Alias("ReturnArray")] Task<int[]> ReturnArray();
}

public sealed class BadState;

[GenerateSerializer]
public record BadRecord
{
    [Id(0)] public int Settable { get; set; }

    [Id(0)] public int Double { get; init; }

    public int NoId { get; init; }

    [Id(3)] public List<int> Mutable { get; init; } = [];

    [Id(4)] public ImmutableArray<int> LeftDefault { get; init; }
}

public struct BadStruct
{
    public int Field;
}
