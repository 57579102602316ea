using System.Globalization;

namespace Learners.Tests;

/// <summary>Data beside the checkout, which not every machine has: tests that need them say so and are skipped.</summary>
internal static class Shared
{
    public static string Path(string relative)
    {
        var path = System.IO.Path.Combine(Checkout.Root, "..", "shared", relative);
        Assert.SkipUnless(File.Exists(path), $"../shared/{relative} is not there");
        return path;
    }

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>Natural Earth's land polygons, there once a land model has been trained on this machine.</summary>
internal static class NaturalEarth
{
    public static string Path(string scale)
    {
        var relative = System.IO.Path.Combine("artifacts", "data", "libmagics++-data", "usr", "share", "magics", scale, $"ne_{scale}_land.shp");
        var path = System.IO.Path.Combine(Checkout.Root, relative);
        Assert.SkipUnless(File.Exists(path), $"{relative} is not there: './geosuite train location-encoder --data land --preset smoke' fetches it");
        return path;
    }
}

/// <summary>The checkout that the tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "GeoSuite.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("GeoSuite.sln was not found above the test's folder.");
    }
}
