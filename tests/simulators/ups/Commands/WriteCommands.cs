using System.Globalization;
using NasOrleans.Simulators.Ups.Profiles;
using NasOrleans.Simulators.Ups.Server;
using NasOrleans.Simulators.Ups.Units;
using NasOrleans.Simulators.Ups.Wire;

namespace NasOrleans.Simulators.Ups.Commands;

/// <summary>FSD, SET and INSTCMD.</summary>
internal static class WriteCommands
{
    public static void Force(Request request)
    {
        if (request.Count != 1)
        {
            request.Refuse(Errors.InvalidArgument);
            return;
        }
        if (request.Find(request[0]) is not { } ups || !request.May(user => user.MayForce)) return;
        ups.Force(true);
        request.Say("OK FSD-SET");
    }

    public static void Set(Request request)
    {
        if (request.Count >= 2 && request.Release >= NutRelease.V28 && request.Is(0, "TRACKING")) SetTracking(request);
        else if (request.Count < 4 || !request.Is(0, "VAR")) request.Refuse(Errors.InvalidArgument);
        else SetVariable(request);
    }

    public static void Instruct(Request request)
    {
        if (request.Count < 2)
        {
            request.Refuse(Errors.InvalidArgument);
            return;
        }
        if (request.FindAvailable(request[0]) is not { } ups) return;
        if (!ups.Profile.Commands.Contains(request[1], StringComparer.OrdinalIgnoreCase))
        {
            request.Refuse(Errors.CommandNotSupported);
            return;
        }
        if (request.May(user => user.MayCommand)) Tell(request, InstantCommands.Do(ups, request[1], request.Count == 3 ? request[2] : null));
    }

    private static void SetTracking(Request request)
    {
        if (!request.Is(1, "ON") && !request.Is(1, "OFF"))
        {
            request.Refuse(Errors.InvalidArgument);
            return;
        }
        request.Client.Tracks = request.Is(1, "ON");
        request.Say("OK");
    }

    private static void SetVariable(Request request)
    {
        if (request.FindAvailable(request[1]) is not { } ups || !request.May(user => user.MaySet)) return;
        var variable = ups.Look(ups.Values).FirstOrDefault(value => string.Equals(value.Variable.Name, request[2], StringComparison.OrdinalIgnoreCase))?.Variable;
        if (variable is null) request.Refuse(Errors.VariableNotSupported);
        else if (!variable.IsWritable) request.Refuse(Errors.ReadOnly);
        else if (variable.Length > 0 && request[3].Length > variable.Length) request.Refuse(Errors.TooLong);
        else if (!Fits(variable, request[3])) request.Refuse(Errors.InvalidValue);
        else Keep(request, ups, variable);
    }

    private static bool Fits(Variable variable, string text)
    {
        if (variable.Choices.Length > 0 && !variable.Choices.Contains(text, StringComparer.Ordinal)) return false;
        // As much of a number as stands at its start, so that text counts as 0.
        var digits = new string([.. text.TrimStart().TakeWhile((letter, at) => char.IsAsciiDigit(letter) || (at == 0 && letter is '-' or '+'))]);
        var number = int.TryParse(digits, NumberStyles.Integer, CultureInfo.InvariantCulture, out var read) ? read : 0;
        return variable.Ranges.Length == 0 || variable.Ranges.Any(range => number >= range.Low && number <= range.High);
    }

    private static void Keep(Request request, SimulatedUps ups, Variable variable)
    {
        ups.Set(variable.Name, request[3]);
        ups.Note(UpsEventKind.VariableSet, $"{variable.Name} {request[3]}");
        Tell(request, Carried.Success);
    }

    // Without tracking a client never hears how it went.
    private static void Tell(Request request, Carried how) =>
        request.Say(request.Client.Tracks ? $"OK TRACKING {request.Server.Tracking.Add(how)}" : "OK");
}
