namespace HousePlan.Tests.Arrows;

public class ProjectFileTests
{
    [Theory]
    [InlineData("GeoCore", """<PackageReference Include="TorchSharp" />""", "GeoCore refers to the package TorchSharp")]
    [InlineData("GeoCore", """<ProjectReference Include="../GeoCore.Gdal/GeoCore.Gdal.csproj" />""", "GeoCore refers to the project GeoCore.Gdal")]
    [InlineData("Learners.Contracts", """<PackageReference Include="NetTopologySuite" />""", "Learners.Contracts refers to the package NetTopologySuite")]
    [InlineData("Learners.Distillation", """<ProjectReference Include="..\Learners.Geolocation\Learners.Geolocation.csproj" />""",
        "Learners.Distillation refers to the project Learners.Geolocation")]
    [InlineData("TileServer", """<ProjectReference Include="../../Learners/Learners.Torch/Learners.Torch.csproj" />""", "TileServer refers to the project Learners.Torch")]
    [InlineData("Learners.Host", """<ProjectReference Include="../../TileServer/TileServer/TileServer.csproj" />""", "Learners.Host refers to the project TileServer")]
    public void A_reference_that_the_plan_does_not_have_is_found(string project, string item, string breach) =>
        Assert.Equal([breach], ProjectFile.Parse(project, $"<Project><ItemGroup>{item}</ItemGroup></Project>").Breaches());

    [Fact]
    public void The_host_may_refer_to_every_paper() =>
        Assert.Empty(ProjectFile.Parse("Learners.Host", """<Project><ProjectReference Include="../Learners.Distillation/Learners.Distillation.csproj" /></Project>""").Breaches());

    [Fact]
    public void A_project_that_the_plan_does_not_have_is_an_error() =>
        Assert.Throws<ArgumentException>(() => ProjectFile.Parse("GeoCore.Utils", "<Project />").Breaches().ToList());

    [Fact]
    public void Every_project_is_in_the_solution_and_has_its_lock_file()
    {
        var solution = Checkout.Read("GeoSuite.sln").Replace('\\', '/');
        Assert.All(Checkout.Files(".csproj").Where(path => !path.Contains("/EmptyApp/", StringComparison.Ordinal)), path =>
        {
            Assert.Contains($"\"{path}\"", solution, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(Checkout.Root, Path.GetDirectoryName(path)!, "packages.lock.json")), $"{path} has no packages.lock.json");
        });
    }
}
