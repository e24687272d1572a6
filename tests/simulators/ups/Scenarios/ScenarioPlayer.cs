using System.Collections.Immutable;

namespace NasOrleans.Simulators.Ups.Scenarios;

/// <summary>Plays scenarios by a clock, each step at its time; several may run beside each other.</summary>
public sealed class ScenarioPlayer(TimeProvider clock, ImmutableArray<IStage> stages) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<Run> _runs = [];

    /// <summary>How many scenarios have steps that are still to come.</summary>
    public int Running
    {
        get { lock (_lock) return _runs.Count; }
    }

    /// <summary>Begins at once; steps at time zero have happened on return.</summary>
    /// <param name="steps">What happens.</param>
    /// <param name="skipOthers">Steps of stages that are not here are left to those who have them, instead of being refused.</param>
    /// <exception cref="FormatException">A step cannot be played; none has been then.</exception>
    public void Play(IEnumerable<ScenarioStep> steps, bool skipOthers = false)
    {
        var mine = steps.Where(step => !skipOthers || Find(step.Stage) is not null).ToList();
        foreach (var step in mine)
        {
            var refused = Find(step.Stage) is { } stage ? stage.Refuse(step.What == "flicker" ? step with { What = "outage" } : step) : $"nobody here is a '{step.Stage}'";
            if (refused is null && step.For is not null && step.What != "flicker" && Find(step.Stage)?.Opposite(step.What) is null) refused = $"'{step.What}' cannot be undone, so it takes no \"for\"";
            if (refused is not null) throw new FormatException($"At {step.At}: {refused}.");
        }
        var run = new Run(this, ScenarioRules.Plan(mine, Find));
        lock (_lock) _runs.Add(run);
        run.Go();
    }

    /// <summary>What has not happened yet will not.</summary>
    public void Stop()
    {
        Run[] runs;
        lock (_lock)
        {
            runs = [.. _runs];
            _runs.Clear();
        }
        foreach (var run in runs) run.Dispose();
    }

    public void Dispose() => Stop();

    private IStage? Find(string name) => stages.FirstOrDefault(stage => string.Equals(stage.Name, name, StringComparison.OrdinalIgnoreCase));

    private void Over(Run run)
    {
        lock (_lock) _runs.Remove(run);
        run.Dispose();
    }

    private sealed class Run : IDisposable
    {
        private readonly ScenarioPlayer _player;
        private readonly ImmutableArray<ScenarioStep> _steps;
        private readonly DateTimeOffset _start;
        private readonly ITimer _timer;
        private readonly Lock _turn = new();
        private int _next;
        private bool _isStopped;

        public Run(ScenarioPlayer player, ImmutableArray<ScenarioStep> steps)
        {
            (_player, _steps, _start) = (player, steps, player.Clock.GetUtcNow());
            _timer = player.Clock.CreateTimer(_ => Go(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Go()
        {
            lock (_turn)
            {
                while (!_isStopped && _next < _steps.Length && _start + _steps[_next].At <= _player.Clock.GetUtcNow())
                {
                    var step = _steps[_next++];
                    _player.Find(step.Stage)!.Play(step);
                }
                if (_isStopped) return;
                if (_next < _steps.Length)
                {
                    _timer.Change(_start + _steps[_next].At - _player.Clock.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
                    return;
                }
            }
            _player.Over(this);
        }

        public void Dispose()
        {
            lock (_turn) _isStopped = true;
            _timer.Dispose();
        }
    }

    private TimeProvider Clock { get; } = clock;
}
