using Microsoft.Extensions.Hosting;

namespace NasOrleans.Notify;

/// <summary>Tells that the service starts and stops: a watch that ended unnoticed is the worst of all.</summary>
internal sealed class LifeNotices(INotices notices, TimeProvider time) : IHostedService
{
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(5);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Post(NoticeLevel.Info, "It watches from now on");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Post(NoticeLevel.Warning, "It stops, and nothing is watched until it is started again");
        return notices.FlushAsync(FlushWithin);
    }

    private void Post(NoticeLevel level, string text) =>
        notices.Post(new() { At = time.GetUtcNow(), Level = level, Tenant = TenantId.Main.Value, Subject = "service:nasorleans", Title = "NasOrleans", Text = text });
}
