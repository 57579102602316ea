namespace HousePlan.Tests.Arrows;

public class ArrowTests
{
    private const string Here = "HousePlan.Tests";
    private const string Counterexamples = "HousePlan.Tests.Arrows.Counterexamples.";

    public static TheoryData<string> Rooms => [.. ProjectFile.Product.Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_touches_no_type_that_it_leaves_to_others(string room) =>
        Assert.Empty(KnownTypes.Touching(room, Room.Of(room).Foreign));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_refers_to_the_projects_and_packages_of_the_house_plan_only(string room) =>
        Assert.Empty(ProjectFile.Product.Single(project => project.Name == room).Breaches());

    [Fact]
    public void Only_programs_write_to_the_console()
    {
        Assert.Equal(
            ["Learners.Host", "RasterData.Generator", "TileServer"],
            ProjectFile.Product.Where(project => project.IsExecutable).Select(project => project.Name).Order(StringComparer.Ordinal));
        Assert.Empty(ProjectFile.Product.Where(project => !project.IsExecutable).SelectMany(project => KnownTypes.Touching(project.Name, @"^System\.Console$")));
    }

    [Fact]
    public void Every_room_of_the_plan_that_holds_code_was_read()
    {
        Assert.All(["GeoCore", "TileServer.Sources", "Learners.Contracts", "Learners.Torch", "Learners.LocationEncoding"], room => Assert.True(KnownTypes.Count(room) > 5, room));
        Assert.NotEmpty(KnownTypes.Touching("Learners.Torch", @"^TorchSharp\."));
        Assert.NotEmpty(KnownTypes.Touching("Learners.Host", @"^System\.CommandLine\."));
    }

    [Theory]
    [InlineData("PrintsInLambda", "GeoCore", "System.Console")]
    [InlineData("PrintsAfterAwait", "Learners.Torch", "System.Console")]
    [InlineData("ComputesWithTorch", "GeoCore", "TorchSharp.torch")]
    [InlineData("ComputesWithTorch", "TileServer", "TorchSharp.torch")]
    [InlineData("IAnswersRequests", "TileServer.Sources", "Microsoft.AspNetCore.Http.HttpContext")]
    [InlineData("IAnswersRequests", "Learners.Distillation", "Microsoft.AspNetCore.Http.HttpContext")]
    [InlineData("KnowsAPaper", "Learners.Torch", "Learners.LocationEncoding.Data.RandomSequence")]
    [InlineData("KnowsAPaper", "Learners.Distillation", "Learners.LocationEncoding.Data.RandomSequence")]
    [InlineData("KnowsAPaper", "TileServer", "Learners.LocationEncoding.Data.RandomSequence")]
    public void A_class_that_breaks_a_room_is_found(string type, string room, string foreign) =>
        Assert.Contains(
            $"{Counterexamples}{type} knows {foreign}",
            KnownTypes.Touching(Here, Room.Of(room).Foreign, Counterexamples + type));

    [Theory]
    [InlineData("KnowsAPaper", "Learners.LocationEncoding")]
    [InlineData("KnowsAPaper", "Learners.Host")]
    [InlineData("PrintsInLambda", "Learners.Host")]
    [InlineData("IAnswersRequests", "TileServer")]
    [InlineData("ComputesWithTorch", "Learners.Distillation")]
    public void What_a_room_may_know_is_no_breach(string type, string room) =>
        Assert.Empty(KnownTypes.Touching(Here, Room.Of(room).Foreign, Counterexamples + type));
}
