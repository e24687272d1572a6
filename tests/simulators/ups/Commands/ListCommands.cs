using NasOrleans.Simulators.Ups.Server;
using NasOrleans.Simulators.Ups.Units;
using NasOrleans.Simulators.Ups.Wire;

namespace NasOrleans.Simulators.Ups.Commands;

/// <summary>LIST VAR ups1 and its kin: BEGIN, the lines, END.</summary>
internal static class ListCommands
{
    public static void List(Request request)
    {
        if (request.Count < 1) request.Refuse(Errors.InvalidArgument);
        else if (request.Is(0, "UPS")) ListUnits(request);
        else if (request.Count < 2) request.Refuse(Errors.InvalidArgument);
        else if (request.Is(0, "VAR")) ListVariables(request);
        else if (request.Is(0, "RW")) ListWritable(request);
        else if (request.Is(0, "CMD")) ListInstantCommands(request);
        else if (request.Is(0, "CLIENT") && request.Release >= NutRelease.V26) ListClients(request);
        else if (request.Count < 3) request.Refuse(Errors.InvalidArgument);
        else if (request.Is(0, "ENUM")) ListOf(request, "ENUM", value => value.Variable.Choices.Select(choice => $" {Answer.Quoted(choice)}"));
        else if (request.Is(0, "RANGE") && request.Release >= NutRelease.V26) ListOf(request, "RANGE", value => value.Variable.Ranges.Select(range => $" \"{range.Low}\" \"{range.High}\""));
        else request.Refuse(Errors.InvalidArgument);
    }

    private static void ListUnits(Request request)
    {
        request.Say("BEGIN LIST UPS");
        foreach (var ups in request.Server.Units) request.Say($"UPS {ups.Name} {Answer.Quoted(ups.Description ?? "Description unavailable")}");
        request.Say("END LIST UPS");
    }

    private static void ListVariables(Request request)
    {
        if (request.FindAvailable(request[1]) is not { } ups) return;
        var before = $"VAR {request[1]} ";
        request.Say($"BEGIN LIST VAR {request[1]}");
        foreach (var value in ups.Look(ups.Values)) request.Say($"{before}{value.Variable.Name} {Answer.Quoted(GetCommands.Shown(ups, value))}");
        request.Say($"END LIST VAR {request[1]}");
    }

    private static void ListWritable(Request request)
    {
        if (request.FindAvailable(request[1]) is not { } ups) return;
        if (ups.Profile.RefusesWrites)
        {
            request.Refuse(Errors.InvalidArgument);
            return;
        }
        request.Say($"BEGIN LIST RW {request[1]}");
        foreach (var value in ups.Look(ups.Values).Where(value => value.Variable.IsWritable)) request.Say($"RW {request[1]} {value.Variable.Name} {Answer.Quoted(value.Text)}");
        request.Say($"END LIST RW {request[1]}");
    }

    private static void ListInstantCommands(Request request)
    {
        if (request.FindAvailable(request[1]) is not { } ups) return;
        request.Say($"BEGIN LIST CMD {request[1]}");
        // A driver that has just come has not told its commands yet.
        var commands = ups.Look(() => ups.Driver.Contact) == Contact.Wait ? [] : ups.Profile.Commands;
        foreach (var command in commands) request.Say($"CMD {request[1]} {command}");
        request.Say($"END LIST CMD {request[1]}");
    }

    // Those who are logged in, whether or not there is data of the UPS.
    private static void ListClients(Request request)
    {
        if (request.Find(request[1]) is not { } ups) return;
        request.Say($"BEGIN LIST CLIENT {request[1]}");
        foreach (var client in request.Server.Clients.Where(client => string.Equals(client.LoggedInTo, ups.Name, StringComparison.OrdinalIgnoreCase)))
            request.Say($"CLIENT {ups.Name} {client.Address}");
        request.Say($"END LIST CLIENT {request[1]}");
    }

    private static void ListOf(Request request, string word, Func<Value, IEnumerable<string>> entries)
    {
        if (request.FindAvailable(request[1]) is not { } ups) return;
        var value = ups.Look(ups.Values).FirstOrDefault(value => string.Equals(value.Variable.Name, request[2], StringComparison.OrdinalIgnoreCase));
        if (value is null)
        {
            request.Refuse(Errors.VariableNotSupported);
            return;
        }
        request.Say($"BEGIN LIST {word} {request[1]} {request[2]}");
        foreach (var entry in entries(value)) request.Say($"{word} {request[1]} {request[2]}{entry}");
        request.Say($"END LIST {word} {request[1]} {request[2]}");
    }
}
