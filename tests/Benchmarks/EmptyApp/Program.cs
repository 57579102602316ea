// The rival of two benchmarks. With no more than --urls it is the empty ASP.NET Core application that the SDK's template makes.
// With --body N it answers every request with N constant bytes, on the host and the logging that the tile server uses.
var body = Array.IndexOf(args, "--body");
if (body < 0)
{
    var empty = WebApplication.CreateBuilder(args).Build();
    empty.MapGet("/", () => "Hello World!");
    await empty.RunAsync();
    return;
}

var bytes = new byte[int.Parse(args[body + 1], System.Globalization.CultureInfo.InvariantCulture)];
new Random(1).NextBytes(bytes);
var builder = WebApplication.CreateSlimBuilder([.. args[..body], .. args[(body + 2)..]]);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
var constant = builder.Build();
constant.MapGet("/constant", context =>
{
    context.Response.ContentType = "image/png";
    context.Response.ContentLength = bytes.Length;
    return context.Response.Body.WriteAsync(bytes, 0, bytes.Length, context.RequestAborted);
});
constant.MapGet("/unchanged", context =>
{
    context.Response.StatusCode = StatusCodes.Status304NotModified;
    return Task.CompletedTask;
});
await constant.RunAsync();
