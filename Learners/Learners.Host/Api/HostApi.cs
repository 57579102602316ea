using Learners.Contracts;
using Learners.Host.Queue;
using Learners.Host.Supervision;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Learners.Host.Api;

/// <summary>Puts the control API together: services, limits, the steps of a request, routes.</summary>
internal static class HostApi
{
    /// <summary>Builds the application; it does not listen yet.</summary>
    /// <param name="urls">Where it will listen.</param>
    /// <param name="queue">The jobs.</param>
    /// <param name="supervisor">Knows their folders.</param>
    /// <param name="offers">The learners.</param>
    /// <param name="modelsFolder">Where models are published, for what learners answer with them.</param>
    /// <param name="keys">Who may come from other machines.</param>
    /// <param name="time">Clock.</param>
    internal static WebApplication Build(
        IReadOnlyList<string> urls, JobQueue queue, Supervisor supervisor, IReadOnlyList<LearnerOffer> offers, string modelsFolder, ApiKeys keys, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // told by the command in one line
        builder.WebHost.UseUrls([.. urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = JobSubmission.LargestBytes;
        });
        builder.Services.AddSingleton(time).AddSingleton(queue).AddSingleton(supervisor).AddSingleton(offers).AddSingleton(new JobEvents(queue, time));
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default));
        builder.Services.AddOpenApi();
        var application = builder.Build();
        var logger = application.Services.GetRequiredService<ILogger<FaultGate>>();
        ((IApplicationBuilder)application).Use(next => new FaultGate(next, logger).InvokeAsync);
        ((IApplicationBuilder)application).Use(next => new AccessGate(next, keys).InvokeAsync);
        application.UseRouting();
        application.MapJobs();
        application.MapLearners();
        application.MapQuestions(offers, modelsFolder);
        application.MapEvents();
        application.MapOpenApi("/openapi.json");
        application.MapGet("/health/live", () => TypedResults.Ok()).ExcludeFromDescription();
        return application;
    }
}
