using System.Text.Json;
using System.Text.Json.Nodes;
using Learners.DialoguePlanning.Evaluation;
using Learners.DialoguePlanning.Pairs;
using Learners.DialoguePlanning.Planning;
using Learners.DialoguePlanning.Ranking;
using Learners.Torch.Training;

namespace Learners.DialoguePlanning.Questions;

/// <summary><c>plan</c>: which goal comes first after what was said, in which order goals come, and which of some replies leads to the first.</summary>
internal static class PlanQuestion
{
    private const int MostHistory = 100;
    private const int MostReplies = 200;
    private const int MostApart = 30;
    private const int OrdersTold = 10;

    /// <summary>The question.</summary>
    internal static LearnerQuestion Question { get; } = new("plan", "Choose and order goals of a dialogue, and rank replies towards the first", Answer);

    private static JsonObject Answer(JsonElement question, QuestionContext context, CancellationToken cancellationToken)
    {
        var fields = new QuestionFields(question, "model", "history", "goals", "replies", "between", "apart");
        string[] history = fields.Texts("history", 1, MostHistory), goals = fields.Texts("goals", 2, GoalOrders.MostGoals);
        string[] replies = question.TryGetProperty("replies", out _) ? fields.Texts("replies", 1, MostReplies) : [];
        int between = fields.Whole("between", 0, 0, MostApart), apart = fields.Whole("apart", 2, 1, MostApart);
        var encoder = fields.Model(context.ModelsFolder).Encoder;
        var space = new VectorSpace(encoder, [.. history, .. goals, .. replies], cancellationToken);
        int[] said = [.. Enumerable.Range(0, history.Length)], wanted = [.. Enumerable.Range(history.Length, goals.Length)];
        var orders = new GoalOrders(space);
        var called = wanted.Select(goal => orders.Curving(said, goal, between)).ToArray();
        var chains = orders.Chains(wanted, Parities.Of(apart));
        var curved = orders.CurvedChains(said, wanted, between, Parities.Of(apart));
        var permutations = GoalOrders.Permutations(goals.Length);
        int[] best = [.. Enumerable.Range(0, permutations.Count).OrderByDescending(i => curved[i]).ThenBy(i => i)];
        var answer = new JsonObject
        {
            ["goals"] = new JsonArray([.. Enumerable.Range(0, goals.Length).OrderByDescending(i => called[i]).Select(i => new JsonObject { ["goal"] = goals[i], ["score"] = called[i] })]),
            ["orders"] = new JsonArray([.. best.Take(OrdersTold).Select(i => new JsonObject
            {
                ["order"] = new JsonArray([.. permutations[i].Select(goal => JsonValue.Create(goals[goal]))]), ["score"] = curved[i], ["chain"] = chains[i],
            })]),
        };
        if (replies.Length > 0)
        {
            // the reply is the first of the turns between; where there are none, the goal is taken to be the turn after it
            var (first, distance) = (wanted[permutations[best[0]][0]], Math.Max(1, between));
            var next = new ConversationRanking(encoder, CandidateBlock.Of(encoder, replies));
            foreach (var turn in history)
            {
                next.AppendTurn(turn);
            }

            var follows = next.Scores.ToArray();
            (int Index, double Leads)[] all = [.. replies.Select((_, i) => (i, space.Similarity(history.Length + goals.Length + i, Parities.Of(distance), first)))];
            answer["replies"] = new JsonArray([.. all.OrderByDescending(reply => reply.Leads).ThenBy(reply => reply.Index)
                .Select(reply => new JsonObject { ["reply"] = replies[reply.Index], ["leads"] = reply.Leads, ["follows"] = follows[reply.Index] })]);
        }

        return answer;
    }
}
