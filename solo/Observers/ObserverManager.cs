using Microsoft.Extensions.Logging;

namespace Orleans.Utilities;

// To be made.
public class ObserverManager<TObserver>(TimeSpan expiration, ILogger log) where TObserver : notnull
{
    public override string ToString() => $"{expiration} {log}";
}
