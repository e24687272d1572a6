namespace Orleans.Runtime
{
    public class OrleansException : Exception
    {
        public OrleansException() { }

        public OrleansException(string message) : base(message) { }

        public OrleansException(string message, Exception? innerException) : base(message, innerException) { }
    }

    public sealed class LimitExceededException : OrleansException
    {
        public LimitExceededException() { }

        public LimitExceededException(string message) : base(message) { }

        public LimitExceededException(string message, Exception innerException) : base(message, innerException) { }

        public LimitExceededException(string limitName, int current, int threshold, object extraInfo)
            : base($"Limit {limitName} exceeded: {current} of {threshold} ({extraInfo})") { }
    }

    public class OrleansMessageRejectionException : OrleansException
    {
        internal OrleansMessageRejectionException(string message) : base(message) { }
    }

    public sealed class SiloUnavailableException : OrleansException
    {
        public SiloUnavailableException() { }

        public SiloUnavailableException(string msg) : base(msg) { }

        public SiloUnavailableException(string message, Exception innerException) : base(message, innerException) { }
    }
}

namespace Orleans.Storage
{
    public class InconsistentStateException : Runtime.OrleansException
    {
        public InconsistentStateException() { }

        public InconsistentStateException(string message) : base(message) { }

        public InconsistentStateException(string message, Exception innerException) : base(message, innerException) { }

        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
            : this(errorMsg, storedEtag, currentEtag, null) { }

        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
            : base($"{errorMsg} (stored etag {storedEtag ?? "none"}, current etag {currentEtag ?? "none"})", storageException)
        {
            StoredEtag = storedEtag;
            CurrentEtag = currentEtag;
        }

        // Only the activation whose write failed goes, not those that the exception passes on its way up.
        internal bool IsSourceActivation { get; set; } = true;

        public string? StoredEtag { get; }

        public string? CurrentEtag { get; }
    }
}
