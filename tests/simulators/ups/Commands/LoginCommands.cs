using NasOrleans.Simulators.Ups.Wire;

namespace NasOrleans.Simulators.Ups.Commands;

/// <summary>Who a client is. Nothing is checked before it is needed, so a wrong password is OK here.</summary>
internal static class LoginCommands
{
    public static void UserName(Request request)
    {
        if (request.Count != 1)
        {
            request.Refuse(Errors.InvalidArgument);
        }
        else if (request.Client.UserName is not null)
        {
            request.Refuse(Errors.AlreadySetUserName);
        }
        else
        {
            request.Client.UserName = request[0];
            request.Say("OK");
        }
    }

    public static void Password(Request request)
    {
        if (request.Count != 1)
        {
            request.Refuse(Errors.InvalidArgument);
        }
        else if (request.Client.Password is not null)
        {
            request.Refuse(Errors.AlreadySetPassword);
        }
        else
        {
            request.Client.Password = request[0];
            request.Say("OK");
        }
    }

    public static void LogIn(Request request)
    {
        if (request.Count != 1)
        {
            request.Refuse(Errors.InvalidArgument);
            return;
        }
        if (request.Client.LoggedInTo is not null)
        {
            request.Refuse(Errors.AlreadyLoggedIn);
            return;
        }
        if (request.Find(request[0]) is not { } ups || !request.May(user => user.MayLogIn)) return;
        request.Client.LoggedInTo = ups.Name;
        request.Say("OK");
    }

    public static void LogOut(Request request)
    {
        if (request.Count != 0)
        {
            request.Refuse(Errors.InvalidArgument);
            return;
        }
        request.Say("OK Goodbye");
        request.Answer.Closes = true;
    }

    public static void BePrimary(Request request, string word)
    {
        if (request.Count != 1) request.Refuse(Errors.InvalidArgument);
        else if (request.Find(request[0]) is not null && request.May(user => user.IsPrimary)) request.Say($"OK {word}-GRANTED");
    }
}
