using NasOrleans.Protocols.Nut.Grammar;
using NasOrleans.Protocols.Nut.Wire;

namespace NasOrleans.Protocols.Nut.Writing;

/// <summary>Says who we are, once per connection and only when an order needs it.</summary>
internal sealed class SignOn(NutConnection connection, DialedServer server, NutServerTarget target)
{
    private bool _isDone;

    /// <summary>Null when the server has name and password. It takes any: a wrong one is refused with the first order.</summary>
    public async Task<NutOutcome?> EnsureAsync()
    {
        if (_isDone) return null;
        if (Lacks() is { } lack) return new NutOutcome(NutResult.NotSent, lack);
        if (NutLines.WithWord("USERNAME", [], target.UserName!) is not { } user) return NotSayable("The user's name");
        if (NutLines.WithWord("PASSWORD", [], target.Password.Reveal()) is not { } password) return NotSayable("The password");
        var answer = await connection.AskAsync(user, new LineReader<string>(Tails.Ok));
        if (answer.IsGood) answer = await connection.AskAsync(password, new LineReader<string>(Tails.Ok));
        _isDone = answer.IsGood;
        // Whatever became of the credentials, the order itself has not left.
        return answer.IsGood ? null : new NutOutcome(answer.Fault.Answered ? NutResult.Refused : NutResult.NotSent, answer.Fault);
    }

    private NutFault? Lacks()
    {
        if (!server.IsEncrypted && !PrivateNetworks.Hold(server.Address))
        {
            return new NutFault(NutError.ClearText, $"{target.Host} is not in a private network, so no password is sent to it without TLS.");
        }
        if (string.IsNullOrEmpty(target.UserName)) return new NutFault(NutError.UsernameRequired, "Orders need a user of the NUT server, and none is set.");
        return target.Password.IsEmpty ? new NutFault(NutError.PasswordRequired, "Orders need the password of a user of the NUT server, and none is set.") : null;
    }

    private static NutOutcome NotSayable(string what) => new(NutResult.NotSent, WireFaults.Unsayable(what));
}
