namespace NasOrleans.Tests.Unit.Power.Simulation;

/// <summary>One outage on virtual time, with everything that can go wrong at once, by one seed.</summary>
internal static class Outage
{
    private const double Longest = 6 * 3600;

    public static Judge Play(int seed)
    {
        var random = new Random(seed);
        var site = new Site(random);
        var judge = new Judge(site);
        var journal = new Journal();
        var (boot, now, skew) = (1, 0.0, 0.0);
        var process = new Process(site, journal, judge, "boot-1", now, skew, random);
        var (killAt, freezeAt, jumpAt) = (At(random, 3), At(random, 4), At(random, 4));
        var failing = random.Next(4) == 0 ? (From: random.Next(120), For: random.Next(5, 400)) : (From: double.MaxValue, For: 0);
        var end = site.Batteries.Max(battery => battery.DarkUntil) + 30;
        Process? running = process;
        var upAgain = 0.0;
        // Looks fall at any moment, a second apart, and a wall clock that is set must not matter.
        for (; now < Longest; now += 1)
        {
            foreach (var battery in site.Batteries) battery.Pass(now, 1);
            foreach (var (step, target) in site.Targets)
            {
                target.Pass(now);
                if (target.Down && step.StartsWith("ups-off.", StringComparison.Ordinal)) site.Of(new(step[8..])).SwitchOff();
            }

            judge.Passed(now, 1);
            journal.Fails = now >= failing.From && now < failing.From + failing.For;
            journal.EverFailed |= journal.Fails;
            var here = site.Config.Loads.FirstOrDefault(load => load.Local);
            var hostOff = here is not null && (site.IsDark(here) || site.Targets["off.here"].Down);
            if (running is not null && hostOff)
            {
                running = null;
                upAgain = -1;
            }
            else if (running is null && upAgain < 0 && here is not null && here.Feeds.All(feed => site.Of(feed).Mains) && now > Site.OutageAt + 1)
            {
                // Mains is back for it: up again, in another boot.
                upAgain = now + 40;
                boot++;
                judge.Rebooted();
            }
            else if (running is not null && now >= killAt)
            {
                running = null;
                upAgain = now + random.Next(1, 15);
                killAt = random.Next(2) == 0 ? now + random.Next(2, 60) : double.MaxValue;
                foreach (var target in site.Targets.Values) target.Restarted();
            }
            else if (running is null && upAgain > 0 && now >= upAgain)
            {
                if (here is not null && boot > 1)
                {
                    judge.CameBack(here.Id);
                    foreach (var step in site.Config.Phases.SelectMany(phase => phase.Steps).Where(step => step.Load == here.Id)) site.Targets[step.Id].CameBack();
                }

                running = new(site, journal, judge, $"boot-{boot}", now, skew, random);
            }

            if (running is null)
            {
                judge.NobodyThere(1);
                if (upAgain < 0 && now > end) break;
                continue;
            }

            if (now >= jumpAt)
            {
                var by = random.Next(-4000, 4000);
                running.Jump(by);
                skew += by;
                jumpAt = double.MaxValue;
            }

            if (now >= freezeAt && now < freezeAt + 60)
            {
                judge.NobodyThere(1);
                continue;
            }

            running.Tick(now);
            if (now > end && running.State.Run is null) break;
        }

        if (now >= Longest) judge.Violations.Add("a run did not end");
        judge.Ended(journal.EverFailed);
        return judge;
    }

    private static double At(Random random, int oneOf) => random.Next(oneOf) == 0 ? Site.OutageAt + random.NextDouble() * 200 : double.MaxValue;
}
