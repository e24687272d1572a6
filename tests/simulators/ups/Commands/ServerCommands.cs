using NasOrleans.Simulators.Ups.Server;
using NasOrleans.Simulators.Ups.Wire;

namespace NasOrleans.Simulators.Ups.Commands;

/// <summary>VER, NETVER, HELP, STARTTLS.</summary>
internal static class ServerCommands
{
    public static string Banner(NutRelease release) => $"Network UPS Tools upsd {release.Version()} - http://www.networkupstools.org/";

    public static void Version(Request request) => Alone(request, Banner(request.Release));

    public static void NetVersion(Request request) => Alone(request, request.Release.NetVersion());

    public static void Help(Request request) => Alone(request, "Commands: HELP VER GET LIST SET INSTCMD LOGIN LOGOUT USERNAME PASSWORD STARTTLS");

    public static void StartTls(Request request)
    {
        if (request.Client.IsTls)
        {
            request.Refuse(Errors.AlreadySslMode);
        }
        else if (request.Server.Certificate is null)
        {
            request.Refuse(Errors.FeatureNotConfigured);
        }
        else
        {
            request.Say("OK STARTTLS");
            request.Answer.StartsTls = true;
        }
    }

    private static void Alone(Request request, string answer)
    {
        if (request.Count == 0) request.Say(answer);
        else request.Refuse(Errors.InvalidArgument);
    }
}
