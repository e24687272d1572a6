namespace NasOrleans.Power.Sources;

/// <summary>
/// One moment on both clocks: <paramref name="Ticking"/> never jumps and measures durations, also across a restart (see <see cref="ClockRules"/>);
/// <paramref name="Wall"/> is for people.
/// </summary>
internal readonly record struct PowerMoment(TimeSpan Ticking, DateTimeOffset Wall);
