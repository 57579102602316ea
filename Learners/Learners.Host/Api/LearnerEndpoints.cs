using Learners.Contracts;
using Learners.Host.Queue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Learners.Host.Api;

/// <summary>What can be trained, and on what.</summary>
internal static class LearnerEndpoints
{
    internal static void MapLearners(this IEndpointRouteBuilder routes)
    {
        var learners = routes.MapGroup("/learners").WithTags("learners");
        learners.MapGet("", (IReadOnlyList<LearnerOffer> offers) => TypedResults.Ok<IReadOnlyList<LearnerCard>>([.. offers.Select(offer => offer.Card)]))
            .WithSummary("All learners");
        learners.MapGet("/{name}", (string name, IReadOnlyList<LearnerOffer> offers) => TypedResults.Ok(Find(offers, name)))
            .WithSummary("One learner").ProducesProblem(404);
        learners.MapGet("/{name}/schema", (string name, IReadOnlyList<LearnerOffer> offers) =>
                TypedResults.Text(HyperParameterSchema.Of(Find(offers, name)).ToJsonString(), HyperParameterSchema.MediaType))
            .WithSummary("JSON Schema of the settings").Produces<string>(contentType: HyperParameterSchema.MediaType).ProducesProblem(404);
        routes.MapGet("/devices", (JobQueue queue) => TypedResults.Ok(queue.Devices)).WithSummary("Devices and what is lent of them").WithTags("devices");
    }

    private static LearnerCard Find(IReadOnlyList<LearnerOffer> offers, string name) =>
        offers.FirstOrDefault(offer => offer.Card.Name == name)?.Card ?? throw new KeyNotFoundException($"there is no learner '{name}'");
}
