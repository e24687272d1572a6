using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NasOrleans.Access;
using NasOrleans.Api;
using NasOrleans.Api.Security;
using NasOrleans.Api.Security.Keys;
using NasOrleans.History;
using NasOrleans.Power.Journal;
using NasOrleans.Secrets;
using Orleans;

namespace NasOrleans.Tests.Api.Hosting;

/// <summary>The API as it runs, on a free port and a local socket, over real grains.</summary>
public sealed class ApiHost : IAsyncLifetime, IAsyncDisposable
{
    public const string User = "ada";
    public const string Password = "correct horse battery";

    private static readonly Lazy<string> PasswordHash = new(() => PasswordHasher.Hash(Password));

    private readonly Dictionary<Role, string> _keys = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-api-");
    private GrainHost? _grains;
    private WebApplication? _app;

    public Action<ApiOptions> Configure { get; init; } = _ => { };

    public Action<IEndpointRouteBuilder> MapMore { get; init; } = _ => { };

    public Action<IServiceCollection> Register { get; init; } = _ => { };

    public Action<IServiceCollection> RegisterForGrains { get; init; } = _ => { };

    /// <summary>Whether there is a user, as after the set-up.</summary>
    public bool HasUser { get; init; } = true;

    public MemoryStorage Storage { get; } = new();

    public TestHistory History { get; private set; } = null!;

    public IGrainFactory Grains => _grains!.Grains;

    public IServiceProvider Services => _app!.Services;

    public Uri Address => new(_app!.Urls.First(url => url.StartsWith("http://127", StringComparison.Ordinal)));

    public static async Task<ApiHost> StartAsync(Action<ApiOptions>? configure = null)
    {
        var host = new ApiHost { Configure = configure ?? (_ => { }) };
        await host.InitializeAsync();
        return host;
    }

    public async Task InitializeAsync()
    {
        History = await TestHistory.StartAsync(Path.Combine(_folder.FullName, "history.db"));
        _grains = await GrainHost.StartAsync(new GrainHostOptions
        {
            GrainAssemblies = [typeof(GrainServices).Assembly],
            Storage = Storage,
            Services = services =>
            {
                services
                    .AddGrainServices()
                    .AddSingleton(new SecretBox(SecretKey.FromValue(Convert.ToBase64String(new byte[SecretKey.Length]))))
                    .AddSingleton(History.Events).AddSingleton(History.MetricLog)
                    .AddSingleton<IJournalCopy>(new JournalFile(_folder.CreateSubdirectory("power").FullName))
                    .AddPowerJournal();
                RegisterForGrains(services);
            },
        });
        await Restart();
        foreach (var role in Enum.GetValues<Role>()) _keys[role] = await NewKey(role);
        if (HasUser) await Access.EnsureAdmin(new() { Name = User, Role = Role.Admin, PasswordHash = PasswordHash.Value });
    }

    /// <summary>Starts the API's process anew over the same grains and data folder.</summary>
    public async Task Restart()
    {
        await Stop();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.ListenUnixSocket(SocketPath, listen => listen.Use(next => connection =>
            {
                connection.Features.Set(new LocalCallerFeature());
                return next(connection);
            }));
        });
        builder.Services.AddSingleton(Grains).AddSingleton<IAuditLog>(History).AddSingleton(History.Events).AddSingleton(History.Metrics);
        Register(builder.Services);
        builder.Services.AddNasApi(options =>
        {
            options.KeyFolder = Path.Combine(_folder.FullName, "keys");
            options.SignInsPerMinute = 1000;
            options.ViewInterval = TimeSpan.FromMilliseconds(50);
            Configure(options);
        });
        builder.Services.AddLiveFleet().AddLivePower();
        _app = builder.Build();
        _app.UseNasApi();
        _app.MapNasApi();
        MapMore(_app);
        await _app.StartAsync();
    }

    public Task StopGrains() => _grains!.StopAsync();

    public HttpClient Anonymous(CookieContainer? cookies = null)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies is not null };
        if (cookies is not null) handler.CookieContainer = cookies;
        return new(handler) { BaseAddress = Address };
    }

    public HttpClient As(Role role)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", _keys[role]);
        return client;
    }

    public string KeyOf(Role role) => _keys[role];

    /// <summary>A client on the administrator's socket.</summary>
    public HttpClient Local()
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new(handler) { BaseAddress = new("http://localhost") };
    }

    /// <summary>A browser's client, signed in and sending the header that changes need.</summary>
    public async Task<HttpClient> SignIn(string password = Password)
    {
        var client = Anonymous(new CookieContainer());
        client.DefaultRequestHeaders.Add("X-Nas-Csrf", "1");
        var answer = await client.PostAsJsonAsync("/api/v1/session", new { user = User, password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return client;
    }

    public async Task<string> NewKey(Role role, DateTimeOffset? expiresAt = null)
    {
        var key = ApiKey.New();
        await Access.AddKey(new() { Id = key.Id, Name = role.ToString(), Role = role, SecretHash = key.SecretHash, ExpiresAt = expiresAt });
        return key.ToString();
    }

    public IAccessGrain Access => Grains.Access(TenantId.Main);

    public async Task DisposeAsync()
    {
        await Stop();
        if (_grains is not null) await _grains.DisposeAsync();
        if (History is not null) await History.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    private async Task Stop()
    {
        if (_app is null) return;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private string SocketPath => Path.Combine(_folder.FullName, "nas.sock");
}
