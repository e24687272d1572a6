using NasOrleans.Protocols.Nut;

namespace NasOrleans.Tests.Nut.Writing;

public sealed class DeskTests
{
    private static readonly TimeSpan Follow = TimeSpan.FromSeconds(5);

    [FactNeeding("upsd", "nut-server")]
    public async Task WrongPassword_IsRefusedWithTheFirstOrder()
    {
        await using var server = await UpsServer.StartAsync();
        await using var desk = await server.DeskAsync(password: "wrong");

        var outcome = await desk.SetAsync("ups1", "ups.status", "OB", Follow, Client.None);

        Assert.True(outcome is { Result: NutResult.Refused, Fault.Error: NutError.AccessDenied }, $"{outcome}");
        Assert.Equal("VAR ups1 ups.status \"OL\"", await server.ReadAsync("ups1"));
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task NobodySet_OrdersAreNotSent()
    {
        await using var server = await UpsServer.StartAsync();
        await using var desk = await server.DeskAsync(user: null);

        Assert.True(await desk.ForceShutdownAsync("ups1", Client.None) is { Result: NutResult.NotSent, Fault.Error: NutError.UsernameRequired });
        Assert.Equal(0, (await desk.LoginsAsync("ups1", Client.None)).Value);
        Assert.True(desk.IsClearText);
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Login_IsCounted_AndReleasedOnClose()
    {
        await using var server = await UpsServer.StartAsync();
        await using var reader = await server.ReaderAsync();
        await using (var desk = await server.DeskAsync(UpsServer.Secondary))
        {
            Assert.Equal(NutResult.Confirmed, (await desk.LoginAsync("ups1", Client.None)).Result);
            Assert.Equal(1, (await reader.LoginsAsync("ups1", Client.None)).Value);
            Assert.Equal(["127.0.0.1"], (await reader.ClientsAsync("ups1", Client.None)).Value.ToArray());
            Assert.Equal(NutError.AlreadyLoggedIn, (await desk.LoginAsync("ups1", Client.None)).Fault?.Error);
            Assert.False(desk.Lost.IsCompleted);
        }
        await Eventually.IsTrue(async () => (await reader.LoginsAsync("ups1", Client.None)).Value == 0);
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Login_LostWithTheServer_IsTold()
    {
        await using var server = await UpsServer.StartAsync();
        await using var desk = await server.DeskAsync(UpsServer.Secondary);
        await desk.LoginAsync("ups1", Client.None);

        await server.KillUpsdAsync();

        Assert.True((await desk.Lost).Error is NutError.Closed or NutError.Reset);
        Assert.True(await desk.LoginAsync("ups1", Client.None) is { Result: NutResult.NotSent });
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task ForcedShutdown_Latches_UntilTheUpsIsTakenOutOfTheConfiguration()
    {
        await using var server = await UpsServer.StartAsync();
        await using var reader = await server.ReaderAsync();
        await using (var desk = await server.DeskAsync(UpsServer.Primary))
        {
            Assert.Equal(NutResult.Confirmed, (await desk.LoginAsync("ups1", Client.None)).Result);
            Assert.Equal(NutResult.Confirmed, (await desk.ClaimPrimaryAsync("ups1", Client.None)).Result);
            Assert.Equal(NutResult.Confirmed, (await desk.ForceShutdownAsync("ups1", Client.None)).Result);
        }

        await reader.ComesToSayAsync("FSD OL");
        server.Change("ups1", ("ups.status", "OB LB"));
        await reader.ComesToSayAsync("FSD OB LB");
        server.Change("ups1", ("ups.status", "OL CHRG"));
        await reader.ComesToSayAsync("FSD OL CHRG");
        await server.ClearFsdAsync("ups1");
        await Eventually.IsTrue(async () => await reader.SaysAsync() is "OL" or "OL CHRG");
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Secondary_MayNotClaimTheRankOfPrimary()
    {
        await using var server = await UpsServer.StartAsync();
        await using var desk = await server.DeskAsync(UpsServer.Secondary);

        Assert.True(await desk.ClaimPrimaryAsync("ups1", Client.None) is { Result: NutResult.Refused, Fault.Error: NutError.AccessDenied });
        Assert.True(await desk.ForceShutdownAsync("ups1", Client.None) is { Result: NutResult.Refused, Fault.Error: NutError.AccessDenied });
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Set_IsFollowedToItsEnd()
    {
        await using var server = await UpsServer.StartAsync();
        await using var desk = await server.DeskAsync();

        Assert.Equal(NutResult.Confirmed, (await desk.SetAsync("ups1", "ups.status", "OB DISCHRG", Follow, Client.None)).Result);
        Assert.Equal("VAR ups1 ups.status \"OB DISCHRG\"", await server.ReadAsync("ups1"));
        Assert.Equal(NutError.TooLong, (await desk.SetAsync("ups1", "ups.status", new string('x', 200), Follow, Client.None)).Fault?.Error);
        Assert.Equal(NutError.VarNotSupported, (await desk.SetAsync("ups1", "no.such", "1", Follow, Client.None)).Fault?.Error);
        Assert.Equal(NutError.Unsayable, (await desk.SetAsync("ups1", "ups.status", "OB\nFSD ups1", Follow, Client.None)).Fault?.Error);
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Set_NotFollowed_IsOnlyAccepted()
    {
        await using var server = await UpsServer.StartAsync();
        await using var desk = await server.DeskAsync();

        Assert.Equal(NutResult.Accepted, (await desk.SetAsync("ups1", "ups.status", "OB", TimeSpan.Zero, Client.None)).Result);
        await server.BecomesAsync("ups1", "OB");
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Command_ThatTheDriverDoesNotKnow_IsUnknownAndNotDone()
    {
        await using var server = await UpsServer.StartAsync();
        await using var desk = await server.DeskAsync();

        var tracked = await desk.CommandAsync("ups1", "load.off", null, Follow, Client.None);
        var missing = await desk.CommandAsync("ups1", "no.such", "15", Follow, Client.None);

        Assert.True(tracked is { Result: NutResult.Unknown, IsDone: false, Fault.Error: NutError.Unknown }, $"{tracked}");
        Assert.True(missing is { Result: NutResult.Refused, Fault.Error: NutError.CmdNotSupported }, $"{missing}");
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Command_ToADriverThatHangs_IsUnknownAtTheLimit()
    {
        await using var server = await UpsServer.StartAsync(new UpsServerOptions { MaxAge = 15 });
        await using var desk = await server.DeskAsync();
        server.StopDriver("ups1");

        var outcome = await desk.CommandAsync("ups1", "load.off", null, TimeSpan.FromMilliseconds(300), Client.None);

        Assert.True(outcome is { Result: NutResult.Unknown, Fault.Error: NutError.Timeout }, $"{outcome}");
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Credentials_WithBlanksAndQuotes_AreTaken()
    {
        await using var server = await UpsServer.StartAsync();
        await using var desk = await server.DeskAsync(UpsServer.Odd, UpsServer.OddPassword);

        var outcome = await desk.SetAsync("ups1", "ups.status", "OB", Follow, Client.None);

        Assert.True(outcome.IsDone, $"{outcome}");
    }
}
