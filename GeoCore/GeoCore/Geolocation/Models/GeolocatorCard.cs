using System.Text.Json.Serialization;
using GeoCore.Geolocation.Pooling;
using GeoCore.Imaging;

namespace GeoCore.Geolocation.Models;

/// <summary>What a published geolocator is: the network that sees pictures, its heads as sources of maps, and how they are pooled. The file <c>card.json</c>.</summary>
/// <param name="Id">Identifier in requests.</param>
/// <param name="Title">A line for people.</param>
/// <param name="Grid">Cells of its maps, such as <c>healpix:6</c>.</param>
/// <param name="Backbone">The network that sees pictures.</param>
/// <param name="Sources">What its maps are made of, at least one.</param>
/// <param name="Prior">Where pictures may be from before they are looked at.</param>
/// <param name="Weights">The file of all numbers but those of the network.</param>
public sealed record GeolocatorCard(
    string Id, string Title, string Grid, BackboneCard Backbone, IReadOnlyList<SourceCard> Sources, PriorCard Prior, FileCard Weights)
{
    /// <summary>The only format there is.</summary>
    public const string CurrentFormat = "geosuite.geolocator/1";

    /// <summary>Name and version of the format.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>A paragraph for people, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Licence of the weights, or null.</summary>
    public string? Licence { get; init; }

    /// <summary>How maps become one where a request says nothing.</summary>
    public PoolingRule Rule { get; init; } = PoolingRule.LogLinear;

    /// <summary>Of the rule <see cref="PoolingRule.Gated"/>, or null.</summary>
    public GateCard? Gate { get; init; }

    /// <summary>The file of small pictures with the trainer's answers, or null.</summary>
    public FileCard? Probe { get; init; }

    /// <summary>What its makers ask of those who use it, or null.</summary>
    public ResponsibleUseCard? ResponsibleUse { get; init; }
}

/// <summary>A network of an ONNX file.</summary>
/// <param name="File">Name in the folder, or an absolute path of a file that a user has.</param>
/// <param name="Sha256">Of the file, hexadecimal.</param>
/// <param name="Width">Numbers of an embedding.</param>
/// <param name="Input">What is done to pictures.</param>
/// <param name="Output">Which output is the embedding; null for the first.</param>
public sealed record BackboneCard(string File, string Sha256, int Width, BackboneInputCard Input, string? Output = null);

/// <summary>What is done to a picture before a network sees it; see <see cref="PicturePreparation"/>.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Fit">How other shapes fit in.</param>
/// <param name="Layout">How the numbers lie.</param>
/// <param name="Order">Which channel comes first.</param>
/// <param name="Scale">Multiplies bytes.</param>
/// <param name="Mean">Subtracted from red, green and blue.</param>
/// <param name="Std">Divides red, green and blue.</param>
/// <param name="Crop">Which part of the largest middle is shown.</param>
/// <param name="Kernel">Weighs the pixels that become one.</param>
public sealed record BackboneInputCard(
    int Width, int Height, PictureFit Fit, TensorLayout Layout, ChannelOrder Order, double Scale, IReadOnlyList<double> Mean, IReadOnlyList<double> Std,
    double Crop = 1, ResizeKernel Kernel = ResizeKernel.Linear)
{
    /// <summary>The preparation that the fields say.</summary>
    internal PicturePreparation Preparation => new()
    {
        Width = Width,
        Height = Height,
        Fit = Fit,
        Crop = Crop,
        Kernel = Kernel,
        Layout = Layout,
        Order = Order,
        Scale = Scale,
        Mean = Mean,
        StandardDeviation = Std,
    };
}

/// <summary>A head of the network and the maps it makes.</summary>
/// <param name="Name">In requests, and before the names of its tensors.</param>
/// <param name="Title">For people.</param>
/// <param name="Kind"><c>classifier</c>, <c>retrieval-field</c>, <c>retrieval-gallery</c> or <c>attribute</c>.</param>
/// <param name="Weight">In the pool, at least 0.</param>
/// <param name="Head">From the embedding to its numbers.</param>
/// <param name="Floor">Share of the land prior in every map of it, 0 to 1.</param>
public sealed record SourceCard(string Name, string Title, string Kind, double Weight, HeadCard Head, double Floor)
{
    /// <summary>For <see cref="Kind"/>: cells of partitions.</summary>
    public const string Classifier = "classifier";

    /// <summary>For <see cref="Kind"/>: a vector that is compared with every cell.</summary>
    public const string RetrievalField = "retrieval-field";

    /// <summary>For <see cref="Kind"/>: a vector that is compared with the places of a gallery.</summary>
    public const string RetrievalGallery = "retrieval-gallery";

    /// <summary>For <see cref="Kind"/>: classes of an attribute of places.</summary>
    public const string Attribute = "attribute";

    /// <summary>Of an attribute: divides its logits.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Of an attribute: its classes.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>Of an attribute: the tensor with the class of each cell, −1 where unknown.</summary>
    public string? ClassOfCell { get; init; }

    /// <summary>Of a classifier: limits of its partitions, the finest first.</summary>
    public IReadOnlyList<PartitionCard>? Partitions { get; init; }

    /// <summary>Of a classifier: the tensors with the longitudes and latitudes of the pictures that the partitions were built from.</summary>
    public IReadOnlyList<string>? Photographs { get; init; }

    /// <summary>Of a field or a gallery: κ.</summary>
    public double? Scale { get; init; }

    /// <summary>Of a field: the tensor with the embedding of each cell, [cells, width]; null where a location branch makes them.</summary>
    public string? CellEmbeddings { get; init; }

    /// <summary>Of a gallery: the tensors with the longitudes, the latitudes and the embeddings of its places, [places, width].</summary>
    public IReadOnlyList<string>? Gallery { get; init; }

    /// <summary>Of a field: networks of its location branch over Fourier features; null for a sine network over spherical harmonics.</summary>
    public int? Capsules { get; init; }

    /// <summary>Of a field: L of its location branch.</summary>
    public int? Degrees { get; init; }

    /// <summary>Of a field: neurons of the branch's sine layer.</summary>
    public int? PlaceWidth { get; init; }

    /// <summary>Of a field: frequency factor of the branch's sine layer.</summary>
    public double? Omega0 { get; init; }
}

/// <summary>A head of linear layers with rectifiers between them.</summary>
/// <param name="Layers">Names of the weights and the bias of each layer.</param>
public sealed record HeadCard(IReadOnlyList<string> Layers);

/// <summary>Limits of a partition of pictures.</summary>
/// <param name="Most">τ_max.</param>
/// <param name="Fewest">τ_min.</param>
/// <param name="LeastLevel">S2 cells are divided to this level in any case.</param>
/// <param name="MostLevel">Cells of this level are not divided any more.</param>
public sealed record PartitionCard(int Most, int Fewest, int LeastLevel = 1, int MostLevel = 8);

/// <summary>Priors to choose from.</summary>
/// <param name="Kinds">Of <c>land</c>, <c>uniform</c>, <c>training</c>.</param>
/// <param name="Default">One of them.</param>
public sealed record PriorCard(IReadOnlyList<string> Kinds, string Default);

/// <summary>Weights that follow what a picture seems to show; they multiply those of the sources.</summary>
/// <param name="Features">Names of the attributes that it looks at, see <see cref="GateFeatures"/>.</param>
/// <param name="Table">The tensor [sources, 1 + features] of <see cref="WeightGate"/>.</param>
public sealed record GateCard(IReadOnlyList<string> Features, string Table);

/// <summary>A file of the folder.</summary>
/// <param name="File">Its name.</param>
/// <param name="Sha256">Hexadecimal.</param>
public sealed record FileCard(string File, string Sha256);

/// <summary>What makers ask of users.</summary>
/// <param name="MinimumCellKm2">No cell that is told is smaller, km².</param>
/// <param name="Pictures">The kind of pictures that it was trained with.</param>
public sealed record ResponsibleUseCard(double MinimumCellKm2, string? Pictures = null);

/// <summary>JSON of geolocators; what readers do not need, such as how the weights came about, is skipped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, AllowDuplicateProperties = false, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GeolocatorCard))]
internal sealed partial class GeolocatorJson : JsonSerializerContext;
