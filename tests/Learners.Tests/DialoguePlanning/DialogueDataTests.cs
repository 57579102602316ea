using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Text;

namespace Learners.Tests.DialoguePlanning;

public class DialogueDataTests
{
    [Fact]
    public void DailyDialog_is_read_a_dialogue_a_line()
    {
        var dialogues = DailyDialogFiles.Read(new StringReader("Hello ! __eou__ How are you ? __eou__\n\nBye . __eou__\n"), "made up");

        Assert.Equal([["Hello !", "How are you ?"], ["Bye ."]], dialogues.Select(dialogue => dialogue.Turns));
        Assert.Contains("line 2", Assert.Throws<InvalidDataException>(() => DailyDialogFiles.Read(new StringReader("a __eou__\nb\n"), "made up")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => DailyDialogFiles.Read(new StringReader("\n"), "made up"));
    }

    [Fact]
    public void A_missing_part_is_named_with_what_was_looked_for()
    {
        using var folder = new TemporaryFolder();
        var message = Assert.Throws<FileNotFoundException>(() => DailyDialogFiles.Read(folder.Path)).Message;

        Assert.Contains("dialogues_text_train.txt", message, StringComparison.Ordinal);
        Assert.Contains("--source", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_dialogue_that_training_holds_is_not_clean()
    {
        Dialogue known = new(["where do you live now ?", "in the old house by the river ."]), other = new(["what time is it then ?", "it is nearly half past nine ."]);
        Dialogue most = new(["where do you live now ?", "in the old house by the river !"]);

        Assert.Equal([1], LeakFreeSplit.Of([known], [known, other, most]));
    }

    [Fact]
    public void Words_are_lower_case_with_numbers_and_signs_apart() =>
        Assert.Equal(["it's", "9", ":", "30", "don't", "!"], Tokens.Of("It\u2019s 9:30  DON'T!"));

    [Fact]
    public void Numbers_of_words_are_those_of_the_training_texts_and_pairs_are_hashed_the_same_everywhere()
    {
        var vocabulary = Vocabulary.Of([new Dialogue(["b a", "a a", "c"])], 2, 16, 3);

        Assert.Equal(["a", "b"], vocabulary.Words);
        Assert.Equal([2, 1, 3], vocabulary.Numbers("a z b a")[..3]);
        Assert.NotEqual(Fnv.Hash("a", "b"), Fnv.Hash("ab"));
        Assert.Equal(0xcbf29ce484222325, Fnv.Hash()); // the published basis
        Assert.Equal(3 + 2, vocabulary.Numbers("a z b a").Length);
    }

    [Fact]
    public void Walks_at_the_desk_follow_its_graph_and_distances_are_those_of_the_shortest_way()
    {
        var desk = TravelDesk.Instance;
        var (dialogue, intents) = desk.Walk(new Random(4));

        Assert.Equal(dialogue.Turns.Count, intents.Length);
        Assert.All(intents.Zip(intents.Skip(1)), step => Assert.Contains(step.Second, desk.Next(step.First)));
        Assert.All(Enumerable.Range(0, desk.Intents.Count), intent => Assert.DoesNotContain(-1, desk.Next(intent)));
        Assert.All(Enumerable.Range(1, desk.Intents.Count - 1), intent => Assert.True(desk.Distance(0, intent) > 0, desk.Intents[intent]));
        Assert.Equal((0, 1, 2, -1), (desk.Distance(3, 3), desk.Distance(0, 1), desk.Distance(0, 2), desk.Distance(desk.Intents.Count - 1, 0)));
        Assert.DoesNotContain('{', string.Concat(dialogue.Turns));
    }
}
