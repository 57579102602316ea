using GeoCore.Gdal;

namespace GeoCore.Tests.Gdal;

public class GdalLibraryTests
{
    [Fact]
    public void The_library_is_there_and_says_its_version()
    {
        Assert.True(GdalLibrary.IsAvailable, GdalLibrary.Problem);
        Assert.Matches(@"^\d+\.\d+\.\d+", GdalLibrary.Version);
        Assert.NotNull(GdalLibrary.LoadedPath);
    }

    [Fact]
    public void It_is_looked_for_where_it_is_configured_then_beside_the_program_then_in_the_system()
    {
        var folder = Directory.CreateTempSubdirectory("geosuite-gdal-");
        try
        {
            var packaged = Path.Combine(folder.FullName, "runtimes", "linux-x64", "native", "libgdal.so.38");
            Directory.CreateDirectory(Path.GetDirectoryName(packaged)!);
            File.WriteAllBytes(packaged, []);

            Assert.Equal(["/opt/x/libgdal.so"], GdalLibrary.Candidates("/opt/x/libgdal.so", folder.FullName));
            var found = GdalLibrary.Candidates(null, folder.FullName).ToArray();
            Assert.Equal(packaged, found[0]);
            Assert.StartsWith("libgdal.so.", found[1], StringComparison.Ordinal);
            Assert.True(Array.IndexOf(found, "libgdal.so.38") < Array.IndexOf(found, "libgdal.so.32"));
            Assert.Equal("libgdal.so", found[^1]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
