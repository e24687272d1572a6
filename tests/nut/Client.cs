using NasOrleans.Protocols.Nut;
using NasOrleans.Protocols.Nut.Wire;
using NasOrleans.Secrets;

namespace NasOrleans.Tests.Nut;

/// <summary>Our client, pointed at a server.</summary>
internal static class Client
{
    public static readonly CancellationToken None = CancellationToken.None;

    public static readonly NutFactory Factory = new(TimeProvider.System);

    public static NutServerTarget Target(this UpsServer server, string? user = UpsServer.Admin, string password = UpsServer.Password) =>
        new() { Host = server.Host, Port = server.Port, UserName = user, Password = new Secret(password) };

    public static async Task<INutReader> ReaderAsync(this UpsServer server, NutServerTarget? target = null)
    {
        var reader = Factory.Reader(target ?? server.Target());
        await reader.IsUpAsync();
        return reader;
    }

    public static async Task<INutDesk> DeskAsync(this UpsServer server, string? user = UpsServer.Admin, string password = UpsServer.Password)
    {
        var opening = await Factory.OpenDeskAsync(server.Target(user, password), None);
        return opening.Desk ?? throw new InvalidOperationException(opening.Fault!.Message);
    }

    public static Task IsUpAsync(this INutReader reader) => Eventually.IsTrue(() => reader.Link.IsUp);

    public static Task IsDownAsync(this INutReader reader) => Eventually.IsTrue(() => !reader.Link.IsUp);

    /// <summary>The status, or the error in its place.</summary>
    public static async Task<string> SaysAsync(this INutReader reader, string ups = "ups1")
    {
        var answer = await reader.StatusAsync(ups, None);
        return answer.IsGood ? answer.Value.Text : $"{answer.Fault.Error}";
    }

    public static Task ComesToSayAsync(this INutReader reader, string what, string ups = "ups1") =>
        Eventually.IsTrue(async () => await reader.SaysAsync(ups) == what, $"{ups} says {what}");
}
