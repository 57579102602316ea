namespace TileServer.Geolocation;

/// <summary>An answer could not be logged, and is therefore not given.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="innerException">The fault behind it.</param>
internal sealed class AuditException(string message, Exception innerException) : Exception(message, innerException);
