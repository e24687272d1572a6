using NasOrleans.Simulators.Ups.Server;
using NasOrleans.Simulators.Ups.Units;
using NasOrleans.Simulators.Ups.Wire;

namespace NasOrleans.Simulators.Ups.Commands;

/// <summary>One line of a client, and the answer that it gets.</summary>
internal sealed record Request(NutServer Server, NutClient Client, IReadOnlyList<string> Words, Answer Answer)
{
    public NutRelease Release => Server.Release;

    /// <summary>How many words come after the command.</summary>
    public int Count => Words.Count - 1;

    public string this[int argument] => Words[argument + 1];

    public bool Is(int argument, string word) => string.Equals(this[argument], word, StringComparison.OrdinalIgnoreCase);

    public void Say(string line) => Answer.Say(line);

    public void Refuse(string error) => Answer.Refuse(error);

    /// <summary>The UPS of that name; null after ERR UNKNOWN-UPS.</summary>
    public SimulatedUps? Find(string name)
    {
        var ups = Server.Find(name);
        if (ups is null)
        {
            Refuse(Errors.UnknownUps);
            return null;
        }
        if (ups.Slowness is { } slowness) Answer.Delay = slowness;
        if (ups.NeverAnswers) Answer.IsNever = true;
        return ups;
    }

    /// <summary>The UPS of that name if there is fresh data of it; null after an error.</summary>
    public SimulatedUps? FindAvailable(string name)
    {
        if (Find(name) is not { } ups) return null;
        var contact = ups.Look(() => ups.Driver.Contact);
        if (contact is Contact.Data or Contact.Wait) return ups;
        Refuse(contact == Contact.None ? Errors.DriverNotConnected : Errors.DataStale);
        return null;
    }

    /// <summary>Whether the client is somebody who may do that. A wrong password shows here for the first time.</summary>
    public bool May(Func<NutUser, bool> right)
    {
        var user = Server.Users.FirstOrDefault(user => string.Equals(user.Name, Client.UserName, StringComparison.Ordinal));
        if (user is not null && string.Equals(user.Password, Client.Password, StringComparison.Ordinal) && right(user) && !Server.Faults.Has(Faults.ServerFault.RefusesCredentials)) return true;
        Refuse(Errors.AccessDenied);
        return false;
    }
}
