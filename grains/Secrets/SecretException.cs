namespace NasOrleans.Secrets;

/// <summary>A key that cannot be used or a secret that cannot be opened. The message is one line for the operator.</summary>
public sealed class SecretException(string message, Exception? innerException = null) : Exception(message, innerException);
