using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace NasOrleans.Tests.E2e;

/// <summary>kill -9 at any instant: whatever was answered is there afterwards, in the list and in the audit.</summary>
public sealed class KillTests
{
    private const int Rounds = 5;
    private const int AnsweredPerRound = 150;

    [Fact]
    public async Task Kill_WhileChangesComeIn_LosesNothingThatWasAnswered()
    {
        await using var nas = await NasProcess.StartAsync();
        var expected = new ConcurrentDictionary<string, string?>();
        for (var round = 0; round < Rounds; round++)
        {
            await ChangeUntilKilledAsync(nas, round, expected);
            await nas.StartAgainAsync();
            await CheckAsync(nas, expected);
        }
    }

    private static async Task ChangeUntilKilledAsync(NasProcess nas, int round, ConcurrentDictionary<string, string?> expected)
    {
        var answered = 0;
        var callers = Enumerable.Range(0, 8).Select(caller => CallAsync(caller)).ToArray();
        await Eventually.IsTrue(() => Volatile.Read(ref answered) >= AnsweredPerRound);
        await nas.KillAsync();
        await Task.WhenAll(callers);

        // Each system is added, renamed, and every third one removed; what stands is what the last answer said.
        async Task CallAsync(int caller)
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    var id = $"r{round}-c{caller}-{i}";
                    // Unanswered changes may stand or not: only what was answered is known.
                    expected.TryRemove(id, out _);
                    using (var added = await nas.Local.PostAsJsonAsync("/api/v1/systems", new { id, name = "added" })) Answered(added, id, "added");
                    Unknown(id);
                    using (var renamed = await nas.Local.PutAsJsonAsync($"/api/v1/systems/{id}", new { name = "renamed" })) Answered(renamed, id, "renamed");
                    if (i % 3 != 0) continue;
                    Unknown(id);
                    using (var removed = await nas.Local.DeleteAsync($"/api/v1/systems/{id}")) Answered(removed, id, null);
                }
            }
            catch (HttpRequestException)
            {
                // Killed in mid-call.
            }
        }

        void Answered(HttpResponseMessage answer, string id, string? name)
        {
            Assert.True(answer.IsSuccessStatusCode, $"{id}: {answer.StatusCode}");
            expected[id] = name;
            Interlocked.Increment(ref answered);
        }

        void Unknown(string id) => expected.TryRemove(id, out _);
    }

    private static async Task CheckAsync(NasProcess nas, ConcurrentDictionary<string, string?> expected)
    {
        var stored = await ListAsync(nas);
        Assert.Equal([], expected.Where(entry => stored.GetValueOrDefault(entry.Key) != entry.Value).Select(entry => $"{entry.Key}: {entry.Value ?? "removed"}"));
        var (id, name) = expected.First(entry => entry.Value is not null);
        var audit = await nas.Local.GetFromJsonAsync<JsonObject>($"/api/v1/audit?target=system:{id}");
        Assert.Contains(audit!["items"]!.AsArray(), entry => entry!["after"]?["name"]?.GetValue<string>() == name);
    }

    private static async Task<Dictionary<string, string>> ListAsync(NasProcess nas)
    {
        var systems = new Dictionary<string, string>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var page = (await nas.Local.GetFromJsonAsync<JsonObject>("/api/v1/systems?limit=500" + (cursor is null ? "" : $"&cursor={cursor}")))!;
            foreach (var system in page["items"]!.AsArray()) systems[system!["id"]!.GetValue<string>()] = system["name"]!.GetValue<string>();
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);
        return systems;
    }
}
