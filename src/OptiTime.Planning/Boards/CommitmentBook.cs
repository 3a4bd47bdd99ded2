using System.Collections.Immutable;
using OptiTime.Planning.Packing;

namespace OptiTime.Planning.Boards;

/// <summary>
/// The commitments of a board, in the order of their ids. Immutable. They are kept packed, some seventy bytes each where the records take
/// a thousand, and made into records when somebody asks: look one up once and keep it, rather than asking for it again.
/// </summary>
public sealed partial class CommitmentBook
{
    private readonly ImmutableArray<CommitmentPage> _pages;
    private readonly Vocabulary _words;

    private CommitmentBook(ImmutableArray<CommitmentPage> pages, Vocabulary words, int count) => (_pages, _words, Count) = (pages, words, count);

    /// <summary>No commitments.</summary>
    public static CommitmentBook Empty { get; } = new([], Vocabulary.Empty, 0);

    /// <summary>How many commitments there are.</summary>
    public int Count { get; }

    /// <summary>How many bytes the commitments take.</summary>
    internal int Bytes => _pages.Sum(page => page.Bytes);

    /// <summary>How many words they share.</summary>
    internal int Words => _words.Count;

    /// <summary>The ids in order.</summary>
    public IEnumerable<string> Keys
    {
        get
        {
            foreach (CommitmentPage page in _pages)
            {
                for (int index = 0; index < page.Count; index++) yield return page.IdAt(index);
            }
        }
    }

    /// <summary>The commitments in the order of their ids.</summary>
    public IEnumerable<CommitmentEntry> Values
    {
        get
        {
            foreach (CommitmentPage page in _pages)
            {
                for (int index = 0; index < page.Count; index++) yield return CommitmentPacking.Read(page[index], _words);
            }
        }
    }

    /// <summary>The commitment of an id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public CommitmentEntry this[string id] =>
        TryGetValue(id, out CommitmentEntry entry) ? entry : throw new KeyNotFoundException($"There is no commitment '{id}' on the board.");

    /// <summary>Whether there is a commitment of an id.</summary>
    public bool ContainsKey(string id) => TryFind(id, out _);

    /// <summary>Looks for the commitment of an id.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryGetValue(string id, out CommitmentEntry entry)
    {
        entry = default;
        if (!TryFind(id, out ReadOnlySpan<byte> packed)) return false;
        entry = CommitmentPacking.Read(packed, _words);
        return true;
    }

    internal Builder ToBuilder() => new(this);

    private bool TryFind(string id, out ReadOnlySpan<byte> packed)
    {
        packed = default;
        if (PageOf(id) is not (>= 0 and var page) || _pages[page].Find(id) is not (>= 0 and var index)) return false;
        packed = _pages[page][index];
        return true;
    }

    /// <summary>The page an id stands on if it stands anywhere: the last that does not begin behind it; -1 when all do.</summary>
    private int PageOf(string id)
    {
        int low = 0, high = _pages.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_pages[middle].CompareFirst(id) <= 0) low = middle + 1;
            else high = middle;
        }
        return low - 1;
    }
}
