namespace NasOrleans.Simulators.Ups.Scenarios;

/// <summary>Whoever can be told by a scenario what happens to him; each simulator has at least one.</summary>
public interface IStage
{
    /// <summary>The property by which a step names its target: "ups".</summary>
    string Name { get; }

    /// <summary>Why the step cannot be played; null when it can.</summary>
    string? Refuse(ScenarioStep step);

    /// <summary>What undoes it; null when nothing does.</summary>
    string? Opposite(string what);

    void Play(ScenarioStep step);
}
