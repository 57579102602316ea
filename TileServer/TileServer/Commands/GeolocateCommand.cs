using System.CommandLine;
using System.Text.Json;
using GeoCore.Geolocation.Release;
using GeoCore.Imaging;
using GeoCore.Skia;
using Microsoft.Extensions.Options;
using TileServer.Geolocation;
using TileServer.Hosting;
using TileServer.Sources.Geolocation;
using TileServer.Sources.Styles;

namespace TileServer.Commands;

/// <summary><c>geolocate IMAGE</c>.</summary>
internal static class GeolocateCommand
{
    private const string Asked = "command-line";
    private const int MostParts = 1000;

    /// <summary>Makes the command.</summary>
    /// <param name="open">Opens a model by name or folder; null for the first.</param>
    /// <param name="output">Results.</param>
    internal static Command Create(Func<string?, PictureLocator> open, TextWriter output)
    {
        var options = new GeolocateOptions();
        var command = new Command("geolocate", "Says where a picture may have been taken: areas with probabilities, and a map of them.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(options.Read(parsed), open, output, cancellationToken), cancellationToken));
        return command;
    }

    private static int Run(GeolocateRequest request, Func<string?, PictureLocator> open, TextWriter output, CancellationToken cancellationToken)
    {
        var server = ConfiguredOptions();
        var content = Read(request.Image, server.LargestPicture);
        using var locator = open(request.Model);
        try
        {
            var policy = PictureLook.PolicyOf(server).Stricter(locator.Card.MinimumCellKm2, null).Stricter(request.MinimumCellKm2, request.BlurKm);
            var choice = PoolingChoice.Read(locator.Card, request.Sources, request.Rule, request.Prior);
            var question = new PictureQuestion(locator, choice, policy, request.ReadsTruth, Asked);
            var audit = new PictureAudit(Options.Create(server), TimeProvider.System);
            PictureQuery query;
            try
            {
                query = PictureLook.At(content, question, PictureReader.Instance, PictureLook.LimitsOf(server), cancellationToken);
            }
            catch (RefusedException fault)
            {
                audit.Write(content, question, AuditRecord.Refused, fault.Zone.Name);
                return CommandLine.Tell(CommandLine.Failed, fault.Message);
            }

            audit.Write(content, question, AuditRecord.Answered);
            var answer = query.AnswerFor(choice);
            GeolocateFiles.Write(answer.Layer, request);
            var document = AnswerDescription.Of(query, answer, AnswerDescription.UsualMass, Math.Clamp(request.Top, 0, MostParts));
            output.WriteLine(request.IsJson ? JsonSerializer.Serialize(document, GeolocationJson.Default.GeolocationDocument) : GeolocateText.Of(document));
            return CommandLine.Done;
        }
        catch (OptionException fault)
        {
            throw new UsageException($"--{fault.Parameter}: expected {fault.Expected}");
        }
        catch (PictureException fault)
        {
            throw new UsageException($"{request.Image}: {fault.Message}");
        }
        catch (AuditException fault)
        {
            return CommandLine.Tell(CommandLine.Failed, fault.Message);
        }
    }

    private static byte[] Read(string path, int mostBytes)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Length <= mostBytes ? File.ReadAllBytes(path) : throw new UsageException($"{path}: {file.Length} bytes are more than the {mostBytes} that are read.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(fault.Message);
        }
    }

    /// <summary>The limits that an operator has set for the server hold here, too.</summary>
    private static ServerOptions ConfiguredOptions()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables().Build();
        var options = configuration.GetSection(ServerOptions.Section).Get<ServerOptions>() ?? new ServerOptions();
        var checkedOptions = new ServerOptionsValidator().Validate(null, options);
        return checkedOptions.Failed ? throw new UsageException(checkedOptions.FailureMessage) : options;
    }
}
