namespace NasOrleans.Protocols.Nut.Grammar;

/// <summary>What came is not the protocol, or not the answer to what was asked. The place in the stream is lost, so the connection is given up.</summary>
internal sealed class GrammarException(string message) : Exception(message);
