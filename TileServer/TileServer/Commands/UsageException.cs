namespace TileServer.Commands;

/// <summary>What was typed cannot be used; the message names the option.</summary>
internal sealed class UsageException(string message) : Exception(message);
