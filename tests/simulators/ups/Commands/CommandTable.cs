using System.Collections.Frozen;
using NasOrleans.Simulators.Ups.Server;
using NasOrleans.Simulators.Ups.Wire;

namespace NasOrleans.Simulators.Ups.Commands;

/// <summary>A command: since which release, whether a user must have been named before, and what answers it.</summary>
internal sealed record Command(Action<Request> Answer, bool NeedsUser = false, NutRelease Since = NutRelease.V24);

/// <summary>All commands by name.</summary>
internal static class CommandTable
{
    private static readonly FrozenDictionary<string, Command> All = new Dictionary<string, Command>
    {
        ["VER"] = new(ServerCommands.Version),
        ["NETVER"] = new(ServerCommands.NetVersion, Since: NutRelease.V26),
        ["PROTVER"] = new(ServerCommands.NetVersion, Since: NutRelease.V28),
        ["HELP"] = new(ServerCommands.Help),
        ["STARTTLS"] = new(ServerCommands.StartTls),
        ["GET"] = new(GetCommands.Get),
        ["LIST"] = new(ListCommands.List),
        ["USERNAME"] = new(LoginCommands.UserName),
        ["PASSWORD"] = new(LoginCommands.Password),
        ["LOGIN"] = new(LoginCommands.LogIn, NeedsUser: true),
        ["LOGOUT"] = new(LoginCommands.LogOut),
        ["PRIMARY"] = new(request => LoginCommands.BePrimary(request, "PRIMARY"), NeedsUser: true, NutRelease.V28),
        ["MASTER"] = new(request => LoginCommands.BePrimary(request, "MASTER"), NeedsUser: true),
        ["FSD"] = new(WriteCommands.Force, NeedsUser: true),
        ["SET"] = new(WriteCommands.Set, NeedsUser: true),
        ["INSTCMD"] = new(WriteCommands.Instruct, NeedsUser: true),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static void Answer(Request request)
    {
        if (request.Words.Count == 0 || !All.TryGetValue(request.Words[0], out var command) || request.Release < command.Since)
        {
            request.Refuse(Errors.UnknownCommand);
            return;
        }
        Note(request);
        if (command.NeedsUser && request.Client.UserName is null) request.Refuse(Errors.UserNameRequired);
        else if (command.NeedsUser && request.Client.Password is null) request.Refuse(Errors.PasswordRequired);
        else command.Answer(request);
    }

    private static void Note(Request request)
    {
        var name = request.Words[0].ToUpperInvariant();
        var isLook = name is "GET" or "LIST";
        var isDeed = name is "LOGIN" or "LOGOUT" or "PRIMARY" or "MASTER" or "FSD" or "SET" or "INSTCMD";
        if (isLook && request.Count > 0) name += " " + request[0].ToUpperInvariant();
        var deed = isDeed ? new ReceivedDeed(request.Server.Time.GetUtcNow(), request.Client.UserName, request.Client.Address, string.Join(' ', request.Words)) : null;
        request.Server.Received.Add(name, deed);
    }
}
