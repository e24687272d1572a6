using System.Threading.RateLimiting;
using NasOrleans.Api.Errors;

namespace NasOrleans.Api.Security;

/// <summary>
/// Hashes and checks passwords, on half of the cores at most and on threads of their own: each keeps a core busy for a good part
/// of a second, and guessers must take neither the machine nor the pool's threads away from everything else.
/// </summary>
internal sealed class PasswordWork : IDisposable
{
    public static readonly int Permits = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly ConcurrencyLimiter _limiter = new(new() { PermitLimit = Permits, QueueLimit = 20 });

    public Task<bool> VerifyAsync(string password, string? stored, CancellationToken cancellationToken) =>
        Run(() => PasswordHasher.Verify(password, stored), cancellationToken);

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        Run(() => PasswordHasher.Hash(password), cancellationToken);

    public void Dispose() => _limiter.Dispose();

    internal async Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken)
    {
        using var lease = await _limiter.AcquireAsync(cancellationToken: cancellationToken);
        return lease.IsAcquired ? await OnOwnThread(work) : throw new UnavailableException("Too many sign-ins at once.");
    }

    private static Task<T> OnOwnThread<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(Work) { IsBackground = true, Name = "Passwords", Priority = ThreadPriority.BelowNormal }.Start();
        return done.Task;

        void Work()
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }
    }
}
