using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Pairs;
using Learners.DialoguePlanning.Text;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.DialoguePlanning;

/// <summary>Batches of whole dialogues, each turn encoded once however many pairs it is in, with as many random turns of the training set.</summary>
/// <remarks>
/// A row of targets is a pair: left turn, parity, right turn, then in the warm-up the groups of both (turns of a group say the same) and their
/// dialogue, afterwards the cosine that is wanted. What is drawn depends on seed and step alone.
/// </remarks>
/// <param name="data">Dialogues.</param>
/// <param name="pairs">What is learnt of a window.</param>
/// <param name="warmUp">Steps in which only neighbours are learnt.</param>
/// <param name="seed">Fresh orders and random turns for ever; null gives all dialogues once, without the warm-up.</param>
/// <param name="device">Where the network lives.</param>
internal sealed class DialogueFeed(DialogueRows data, CurvedPairs pairs, long warmUp, long? seed, Device device) : IFeed
{
    /// <summary>Columns of a pair in the warm-up.</summary>
    internal const int WarmUpColumns = 6;

    /// <summary>Columns of a pair with a target.</summary>
    internal const int CurvedColumns = 4;

    private const int MostAtOnce = 64;
    private (long Epoch, int[] Order) _order = (-1, []);

    /// <inheritdoc/>
    public long? Count => seed is null ? data.Count : null;

    /// <inheritdoc/>
    public int CountAt(long stepIndex, int size) => seed is null ? (int)Math.Clamp(data.Count - stepIndex * Math.Min(size, MostAtOnce), 0, Math.Min(size, MostAtOnce)) : size;

    /// <inheritdoc/>
    public Batch Draw(long stepIndex, int size)
    {
        var random = new Random((int)(Fnv.Hash($"{seed ?? -1}", $"{stepIndex}") >> 33));
        var turns = new List<int>();
        var starts = new List<int>();
        for (var i = 0; i < CountAt(stepIndex, size); i++)
        {
            var dialogue = seed is null ? (int)(stepIndex * Math.Min(size, MostAtOnce)) + i : At(stepIndex * size + i);
            starts.Add(turns.Count);
            turns.AddRange(Enumerable.Range(data.Starts[dialogue], data.Starts[dialogue + 1] - data.Starts[dialogue]));
        }

        starts.Add(turns.Count);
        var warm = seed is not null && stepIndex < warmUp;
        var rows = warm ? Neighbours(turns, starts) : Windows(turns, starts, random);
        var columns = warm ? WarmUpColumns : CurvedColumns;
        return new Batch(Inputs(turns), tensor(rows, [rows.Length / columns, columns], device: device), null);
    }

    private float[] Neighbours(List<int> turns, List<int> starts)
    {
        var rows = new List<float>();
        for (var dialogue = 0; dialogue + 1 < starts.Count; dialogue++)
        {
            for (var turn = starts[dialogue]; turn + 1 < starts[dialogue + 1]; turn++)
            {
                rows.AddRange([turn, (float)Parity.Odd, turn + 1, data.Groups[turns[turn]], data.Groups[turns[turn + 1]], dialogue]);
            }
        }

        return [.. rows];
    }

    private float[] Windows(List<int> turns, List<int> starts, Random random)
    {
        var own = turns.Count;
        if (pairs.Random)
        {
            turns.AddRange(Enumerable.Range(0, starts.Count).Select(_ => random.Next(data.Rows.Count)));
        }

        var all = new List<TurnPair>();
        for (var dialogue = 0; dialogue + 1 < starts.Count; dialogue++)
        {
            var (start, end) = (starts[dialogue], starts[dialogue + 1]);
            for (var window = 0; window < pairs.Windows(end - start); window++)
            {
                var first = start + window;
                int[] said = [.. Enumerable.Range(first, pairs.Window).Select(turn => data.Groups[turns[turn]])];
                pairs.Add(first, random, () => Noise(turns, own, said, random), all);
            }
        }

        return [.. all.SelectMany(pair => new[] { pair.Left, (float)pair.Parity, pair.Right, pair.Target })];
    }

    // one of the batch's random turns; where all of them say what the window says, any turn of the batch that does not
    private int Noise(List<int> turns, int own, int[] said, Random random)
    {
        bool Says(int row) => said.Contains(data.Groups[turns[row]]);
        var (count, from) = (turns.Count - own, random.Next(turns.Count - own));
        foreach (var row in Enumerable.Range(0, count).Select(i => own + ((from + i) % count)).Concat(Enumerable.Range(0, own)))
        {
            if (!Says(row))
            {
                return row;
            }
        }

        // nothing else is said in the whole batch: a turn of the data that does not say it
        var start = random.Next(data.Rows.Count);
        var other = Enumerable.Range(0, data.Rows.Count).Select(i => (start + i) % data.Rows.Count).FirstOrDefault(turn => !said.Contains(data.Groups[turn]), -1);
        if (other < 0)
        {
            throw new TrainingException("all turns of the data say the same: there is nothing to tell apart");
        }

        turns.Add(other);
        return turns.Count - 1;
    }

    private Tensor Inputs(List<int> turns)
    {
        var columns = Math.Max(1, turns.Max(turn => data.Rows[turn].Length));
        var numbers = new long[turns.Count * columns];
        for (var i = 0; i < turns.Count; i++)
        {
            for (var j = 0; j < data.Rows[turns[i]].Length; j++)
            {
                numbers[(i * columns) + j] = data.Rows[turns[i]][j];
            }
        }

        return tensor(numbers, [turns.Count, columns], device: device);
    }

    private int At(long position)
    {
        var epoch = position / data.Count;
        if (_order.Epoch != epoch)
        {
            int[] order = [.. Enumerable.Range(0, data.Count)];
            new Random((int)(Fnv.Hash($"{seed}", "epoch", $"{epoch}") >> 33)).Shuffle(order);
            _order = (epoch, order);
        }

        return _order.Order[position % data.Count];
    }
}
