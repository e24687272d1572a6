using System.Threading.RateLimiting;
using NasOrleans.Api.Errors;

namespace NasOrleans.Api.Security;

/// <summary>
/// Hashes and checks passwords, few at a time: each keeps a core busy for a good part of a second, and guessers must not
/// take the machine away from everything else.
/// </summary>
internal sealed class PasswordWork : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new() { PermitLimit = 2, QueueLimit = 20 });

    public Task<bool> VerifyAsync(string password, string? stored, CancellationToken cancellationToken) =>
        Run(() => PasswordHasher.Verify(password, stored), cancellationToken);

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        Run(() => PasswordHasher.Hash(password), cancellationToken);

    public void Dispose() => _limiter.Dispose();

    private async Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken)
    {
        using var lease = await _limiter.AcquireAsync(cancellationToken: cancellationToken);
        return lease.IsAcquired ? work() : throw new UnavailableException("Too many sign-ins at once.");
    }
}
