using System.CommandLine;
using GeoCore.Artifacts;
using GeoCore.Artifacts.TorchFiles;
using GeoCore.Geolocation.Models;
using Learners.Geolocation.Publishing.GeoClip;

namespace Learners.Host.Commands;

/// <summary><c>learners import geoclip|tensors</c>: models that others trained, as GeoSuite keeps its own.</summary>
internal static class ImportCommand
{
    internal static Command Create(TextWriter output) => new("import", "Turn files that others trained into models of GeoSuite") { GeoClip(output), Tensors(output) };

    private static Command GeoClip(TextWriter output)
    {
        var weights = new Argument<string>("weights") { Description = "Folder of GeoCLIP's published files image_encoder_mlp_weights.pth, location_encoder_weights.pth and logit_scale_weights.pth" };
        var backbone = new Option<string>("--backbone") { Description = "ONNX file of the picture network of CLIP ViT-L/14 with its projection", Required = true };
        var name = new Option<string?>("--output") { Description = "Which output of the network is the embedding; the first when not given" };
        var preparation = new Option<string>("--preparation") { Description = "What is done to pictures: " + string.Join(", ", PicturePresets.Names), DefaultValueFactory = _ => "clip" };
        var side = new Option<int?>("--side") { Description = "Pixels of a side of the network's input; 224 when not given" };
        var gallery = new Option<string?>("--gallery") { Description = "CSV file with LAT and LON of the gallery, such as coordinates_100K.csv" };
        var grid = new Option<string>("--grid") { Description = "Cells of the maps", DefaultValueFactory = _ => "healpix:6" };
        var folder = new Option<string>("--out") { Description = "Folder of the model", Required = true };
        var command = new Command("geoclip", "Make a geolocator of GeoCLIP's published weights") { weights, backbone, name, preparation, side, gallery, grid, folder };
        command.SetAction((result, cancellationToken) => Task.Run(() =>
        {
            try
            {
                var artifact = new GeoClipImport
                {
                    Weights = result.GetRequiredValue(weights),
                    Backbone = result.GetRequiredValue(backbone),
                    Output = result.GetValue(name),
                    Preparation = PicturePresets.Of(result.GetRequiredValue(preparation), result.GetValue(side)),
                    Gallery = result.GetValue(gallery),
                    Grid = result.GetRequiredValue(grid),
                    Folder = result.GetRequiredValue(folder),
                    Home = Home.Folder,
                }.Run(cancellationToken);
                output.WriteLine($"{result.GetRequiredValue(folder)}: {artifact.Card.Title}, {artifact.Grid.Count} cells, sources {string.Join(", ", artifact.Card.Sources.Select(source => source.Name))}");
            }
            catch (ArgumentException fault)
            {
                throw new UsageException(fault.Message);
            }
        }, CancellationToken.None));
        return command;
    }

    private static Command Tensors(TextWriter output)
    {
        var file = new Argument<string>("file") { Description = "State file that torch.save wrote (.pth, .pt)" };
        var target = new Option<string>("--out") { Description = "The safetensors file", Required = true };
        var command = new Command("tensors", "Turn a state file of torch into safetensors, without torch and without running anything in it") { file, target };
        command.SetAction(result =>
        {
            var tensors = TorchStateFile.Read(result.GetRequiredValue(file)).Tensors();
            File.WriteAllBytes(result.GetRequiredValue(target), SafetensorsWriter.Write(tensors));
            output.WriteLine($"{result.GetRequiredValue(target)}: {tensors.Count} tensors, {tensors.Sum(tensor => (long)tensor.Values.Length)} numbers in single precision");
        });
        return command;
    }
}
