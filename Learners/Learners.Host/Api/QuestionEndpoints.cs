using System.Text.Json;
using System.Text.Json.Nodes;
using Learners.Host.Queue;
using Learners.Torch.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Learners.Host.Api;

/// <summary>What learners answer with their published models: <c>POST /learners/NAME/QUESTION</c>.</summary>
internal static class QuestionEndpoints
{
    private const int AtOnce = 2;
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    internal static void MapQuestions(this IEndpointRouteBuilder routes, IReadOnlyList<LearnerOffer> offers, string modelsFolder)
    {
        var turns = new SemaphoreSlim(AtOnce);
        foreach (var (card, question) in offers.SelectMany(offer => offer.Questions.Select(question => (offer.Card, question))))
        {
            routes.MapPost($"/learners/{card.Name}/{question.Name}", (HttpRequest request) => AnswerAsync(request, question, new QuestionContext(modelsFolder), turns))
                .WithSummary(question.Summary).WithTags("learners").Accepts<JsonObject>("application/json").Produces<JsonObject>().ProducesProblem(400).ProducesProblem(415);
        }
    }

    private static async Task<IResult> AnswerAsync(HttpRequest request, LearnerQuestion question, QuestionContext context, SemaphoreSlim turns)
    {
        if (!request.HasJsonContentType())
        {
            return Problem.OfStatus(StatusCodes.Status415UnsupportedMediaType);
        }

        var cancellationToken = request.HttpContext.RequestAborted;
        try
        {
            using var asked = await JsonDocument.ParseAsync(request.Body, s_options, cancellationToken);
            await turns.WaitAsync(cancellationToken);
            try
            {
                var answer = await Task.Run(() => question.Answer(asked.RootElement, context, cancellationToken), cancellationToken);
                return TypedResults.Text(answer.ToJsonString(), "application/json");
            }
            finally
            {
                turns.Release();
            }
        }
        catch (JsonException fault)
        {
            return Problem.InvalidFields(FieldFault.Of("body", null, "one JSON object: " + fault.Message));
        }
        catch (QuestionException fault)
        {
            return Problem.InvalidFields(FieldFault.Of(fault.Field, fault.Value, fault.Expected));
        }
    }
}
