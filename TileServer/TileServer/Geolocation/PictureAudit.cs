using System.Security.Cryptography;
using GeoCore.Geolocation.Release;
using Microsoft.Extensions.Options;
using TileServer.Hosting;

namespace TileServer.Geolocation;

/// <summary>Logs what was asked about pictures. What cannot be logged is not answered.</summary>
/// <param name="options">Where the log is.</param>
/// <param name="time">Clock.</param>
internal sealed class PictureAudit(IOptions<ServerOptions> options, TimeProvider time)
{
    /// <summary>In the place of a path: nothing is logged.</summary>
    internal const string Off = "none";

    private static readonly string s_usual = Path.Combine("artifacts", "audit", "geolocation.jsonl");

    private readonly Lazy<AuditLog?> _log = new(() => options.Value.AuditLog == Off ? null : new AuditLog(options.Value.AuditLog ?? Path.Combine(HomeFolder.Path ?? AppContext.BaseDirectory, s_usual)));

    /// <summary>Writes a line.</summary>
    /// <param name="picture">The picture, of which its hash is logged.</param>
    /// <param name="question">Who asked which model.</param>
    /// <param name="decision">A word of <see cref="AuditRecord"/>.</param>
    /// <param name="reason">Why not, where it was not answered.</param>
    /// <exception cref="AuditException">It cannot be written.</exception>
    internal void Write(ReadOnlySpan<byte> picture, PictureQuestion question, string decision, string? reason = null)
    {
        try
        {
            _log.Value?.Write(new AuditRecord(
                time.GetUtcNow(), Convert.ToHexStringLower(SHA256.HashData(picture)), picture.Length, question.Locator.Id, question.Asked, decision, reason));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new AuditException("The audit log cannot be written.", fault);
        }
    }
}
