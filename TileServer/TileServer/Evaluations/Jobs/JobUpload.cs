using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using TileServer.Http;

namespace TileServer.Evaluations.Jobs;

/// <summary>Writes the files of a form to a folder as they arrive, and keeps its fields.</summary>
/// <param name="folder">Receives the files.</param>
/// <param name="mostBytes">Most that the form may have.</param>
internal sealed class JobUpload(string folder, long mostBytes)
{
    internal const string Predictions = "predictions", Truth = "truth", Compare = "compare", Areas = "areas", Prior = "prior", Calibration = "calibration", CalibrationPredictions = "calibration_predictions", Cost = "cost";

    private const int MostFields = 40, MostFiles = 18, LongestField = 4096, LongestName = 64, BufferLength = 1 << 16;

    private static readonly string[] s_parts = [Predictions, Truth, Compare, Areas, Prior, Calibration, CalibrationPredictions, Cost];

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<JobFile> _files = [];
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>The files, in the order of the form.</summary>
    internal IReadOnlyList<JobFile> Files => _files;

    /// <summary>The fields by name.</summary>
    internal IReadOnlyDictionary<string, string> Fields => _fields;

    /// <summary>Whether a request brings a form.</summary>
    internal static bool IsForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the form.</summary>
    /// <returns>The problem to answer with, or null.</returns>
    internal async Task<Problem?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).ToString();
        if (boundary.Length is 0 or > 200)
            return Problem.InvalidParameter("Content-Type", request.ContentType, "multipart/form-data with a boundary");
        if (request.ContentLength > mostBytes)
            return TooLarge();
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = mostBytes + 1;
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (await ReadAsync(section, cancellationToken) is { } problem)
                    return problem;
            }
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge();
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException && fault is not BadHttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            return new Problem(ProblemKinds.BadRequest) { Detail = "The form is cut off or damaged." };
        }

        foreach (var part in new[] { Predictions, Truth })
        {
            if (!_files.Exists(file => file.Part == part))
                return Problem.InvalidParameter(part, null, "a file");
        }

        return null;
    }

    /// <summary>What of the settings lacks its file, or the other way round; null where all is there.</summary>
    internal Problem? Check(IReadOnlyDictionary<string, string> settings)
    {
        bool HasFile(string part) => _files.Exists(file => file.Part == part);
        if (settings.ContainsKey("conformal") != HasFile(Calibration))
            return HasFile(Calibration) ? Problem.InvalidParameter("conformal", null, "the share of truths that may lie outside, with a calibration") : Problem.InvalidParameter(Calibration, null, "a file of truths, with conformal");
        return HasFile(Prior) && !settings.ContainsKey("strata") ? Problem.InvalidParameter("strata", null, "columns that group the queries, with a prior") : null;
    }

    /// <summary>SHA-256 of everything that was read and of other settings.</summary>
    internal string Fingerprint(IEnumerable<KeyValuePair<string, string>> settings)
    {
        foreach (var (name, value) in settings.OrderBy(setting => setting.Key, StringComparer.Ordinal))
        {
            _hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{name}={value}\n"));
        }

        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    private async Task<Problem?> ReadAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || HeaderUtilities.RemoveQuotes(disposition.Name) is not { Length: > 0 } name)
            return new Problem(ProblemKinds.BadRequest) { Detail = "A part of the form has no name." };
        var (part, given) = (name.ToString(), (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).ToString());
        if (Array.IndexOf(s_parts, part) >= 0)
        {
            if (_files.Count == MostFiles || (part != Compare && _files.Exists(file => file.Part == part)))
                return Problem.InvalidParameter(part, null, part == Compare ? $"at most {MostFiles} files together" : "one file");
            return await SaveAsync(section.Body, part, given, cancellationToken);
        }

        if (_fields.Count == MostFields || _fields.ContainsKey(part))
            return Problem.InvalidParameter(part, null, "one value");
        var buffer = new byte[LongestField + 1];
        var length = await section.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > LongestField)
            return Problem.InvalidParameter(part, null, string.Create(CultureInfo.InvariantCulture, $"at most {LongestField} bytes"));
        _fields.Add(part, System.Text.Encoding.UTF8.GetString(buffer, 0, length));
        return null;
    }

    private async Task<Problem?> SaveAsync(Stream body, string part, string given, CancellationToken cancellationToken)
    {
        var name = NameOf(part, given);
        var start = _bytes;
        var buffer = new byte[BufferLength];
        await using var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            _bytes += count;
            if (_bytes > mostBytes)
                return TooLarge();
            _hash.AppendData(buffer, 0, count);
            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        file.Flush(flushToDisk: true);
        _hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"\n{part}/{name}\n"));
        _files.Add(new JobFile(part, name, _bytes - start));
        return null;
    }

    /// <summary>The client's name of a file, as far as it is harmless, and unlike the others.</summary>
    private string NameOf(string part, string given)
    {
        char[] harmless = [.. Path.GetFileName(given.Replace('\\', '/')).Where(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or '_').Take(LongestName)];
        var name = new string(harmless).TrimStart('.');
        var stem = Path.GetFileNameWithoutExtension(name);
        return stem.Length > 0 && !_files.Exists(file => Path.GetFileNameWithoutExtension(file.Name) == stem) ? name
            : string.Create(CultureInfo.InvariantCulture, $"{part}-{_files.Count + 1}{Path.GetExtension(name)}");
    }

    private Problem TooLarge() => new(ProblemKinds.ContentTooLarge) { Detail = string.Create(CultureInfo.InvariantCulture, $"The files of an evaluation have at most {mostBytes} bytes here.") };
}
