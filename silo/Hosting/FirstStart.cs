using NasOrleans.Access;
using NasOrleans.Api.Security;
using Orleans;

namespace NasOrleans.Silo.Hosting;

/// <summary>
/// While nobody can sign in, every start makes the administrator of a headless install, or opens the one-time set-up with a
/// fresh token.
/// </summary>
internal sealed partial class FirstStart(IGrainFactory grains, string? adminPassword, TimeProvider time, ILogger<FirstStart> logger) : IHostedService
{
    private const string Admin = "admin";

    /// <summary>The token for the set-up link, while one is open.</summary>
    public string? SetupToken { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var access = grains.Access(TenantId.Main);
            if ((await access.GetSnapshot()).Users.Length > 0) return;
            if (adminPassword is not null) await MakeAdmin(access, adminPassword);
            else await OpenSetup(access);
        }
        catch (Exception exception)
        {
            // Watching over the power needs no users.
            LogFailed(exception);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MakeAdmin(IAccessGrain access, string password)
    {
        var made = await access.EnsureAdmin(new UserRecord
        {
            Name = Admin,
            Role = Role.Admin,
            PasswordHash = PasswordHasher.Hash(password),
            CreatedAt = time.GetUtcNow(),
        });
        if (made) LogAdmin(Admin);
    }

    private async Task OpenSetup(IAccessGrain access)
    {
        var token = SecretHasher.NewSecret();
        if (await access.OpenSetup(SecretHasher.Hash(token))) SetupToken = token;
    }

    [LoggerMessage(LogEvents.AdminCreated, LogLevel.Information, "The user {Name} was made with the password that was given")]
    private partial void LogAdmin(string name);

    [LoggerMessage(LogEvents.SetupFailed, LogLevel.Error, "Users could not be looked up, so no set-up was opened")]
    private partial void LogFailed(Exception exception);
}
