using Learners.DialoguePlanning;
using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Pairs;
using Learners.DialoguePlanning.Text;
using TorchSharp;

namespace Learners.Tests.DialoguePlanning;

public class DialogueFeedTests
{
    private static readonly DialogueCorpus s_corpus = TravelDesk.Corpus(40, 3);
    private static readonly Vocabulary s_vocabulary = Vocabulary.Of(s_corpus.Training, 500, 64, 40);

    [Fact]
    public void A_batch_has_every_window_of_its_dialogues_and_random_turns_that_say_something_else()
    {
        using var scope = torch.NewDisposeScope();
        var data = new DialogueRows(s_corpus.Training, s_vocabulary);
        var batch = new DialogueFeed(data, new CurvedPairs(5), 0, 7, torch.CPU).Draw(0, data.Count);
        var pairs = batch.Targets.data<float>().ToArray().Chunk(DialogueFeed.CurvedColumns).ToArray();
        var own = s_corpus.Training.Sum(dialogue => dialogue.Turns.Count);
        var texts = batch.Inputs.data<long>().ToArray().Chunk((int)batch.Inputs.shape[1]).Select(row => string.Join(' ', row)).ToArray();

        Assert.Equal(12 * s_corpus.Training.Sum(dialogue => new CurvedPairs(5).Windows(dialogue.Turns.Count)), pairs.Length);
        var random = pairs.Where(pair => pair[0] >= own || pair[2] >= own).ToArray();
        Assert.NotEmpty(random);
        Assert.All(random, pair => Assert.NotEqual(texts[(int)pair[0]], texts[(int)pair[2]]));
        Assert.All(random, pair => Assert.Equal(0, pair[3]));
    }

    [Fact]
    public void Held_out_dialogues_come_once_each()
    {
        using var scope = torch.NewDisposeScope();
        var data = new DialogueRows(s_corpus.Training, s_vocabulary);
        var feed = new DialogueFeed(data, new CurvedPairs(5), 5, null, torch.CPU);
        int[] counts = [.. Enumerable.Range(0, 4).Select(step => feed.CountAt(step, 17))];

        Assert.Equal([17, 17, 6, 0], counts);
        Assert.Equal(DialogueFeed.CurvedColumns, feed.Draw(0, 17).Targets.shape[1]);
    }
}
