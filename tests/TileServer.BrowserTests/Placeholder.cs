namespace TileServer.BrowserTests;

public class Placeholder
{
    [Fact]
    public void Builds() => Assert.True(true);
}
