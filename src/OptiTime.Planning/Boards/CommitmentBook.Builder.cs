using OptiTime.Planning.Commitments;
using OptiTime.Planning.Packing;

namespace OptiTime.Planning.Boards;

/// <content>Making a book from another.</content>
public sealed partial class CommitmentBook
{
    /// <summary>A book while it is being changed: what changes is kept beside it, and packed in one walk when the board is built.</summary>
    internal sealed class Builder(CommitmentBook book)
    {
        private readonly Dictionary<string, CommitmentEntry?> _changed = new(StringComparer.Ordinal);
        private CommitmentBook _book = book;

        /// <summary>Writes a commitment down, in place of the one of its id.</summary>
        internal void Put(in CommitmentEntry entry) => _changed[entry.Commitment.Id] = entry;

        /// <summary>Strikes a commitment out.</summary>
        internal void Remove(string id) => _changed[id] = null;

        /// <summary>Looks for the commitment of an id.</summary>
        internal bool TryGetValue(string id, out CommitmentEntry entry)
        {
            if (!_changed.TryGetValue(id, out CommitmentEntry? changed)) return _book.TryGetValue(id, out entry);
            entry = changed.GetValueOrDefault();
            return changed is not null;
        }

        /// <summary>A step of a commitment, without the rest of it; null when there is no such commitment.</summary>
        internal CommittedStep? FindStep(string id, int step)
        {
            if (_changed.TryGetValue(id, out CommitmentEntry? changed)) return changed?.Commitment.Steps[step];
            return _book.TryFind(id, out ReadOnlySpan<byte> packed) ? CommitmentPacking.ReadStep(packed, _book._words, step) : null;
        }

        /// <summary>The book with all changes.</summary>
        internal CommitmentBook ToBook()
        {
            if (_changed.Count == 0) return _book;
            var writer = new PageWriter(_book, [.. _changed.OrderBy(change => change.Key, StringComparer.Ordinal)]);
            _changed.Clear();
            return _book = writer.ToBook();
        }

        /// <summary>The book with all changes, written anew: words nobody uses any more are forgotten.</summary>
        internal CommitmentBook ToBookOfToday()
        {
            var fresh = new Builder(Empty);
            foreach (CommitmentEntry entry in ToBook().Values) fresh.Put(entry);
            return _book = fresh.ToBook();
        }
    }

    /// <summary>Writes changes, in the order of their ids, among what is on the pages of a book. Pages nothing falls on are kept as they are.</summary>
    private sealed class PageWriter(CommitmentBook book, KeyValuePair<string, CommitmentEntry?>[] changes)
    {
        private readonly List<CommitmentPage> _pages = new(book._pages.Length + 1 + (changes.Length / CommitmentPage.Filling));
        private readonly Vocabulary.Builder _words = new(book._words);
        private readonly PackWriter _bytes = new();
        private readonly List<int> _ends = [];
        private int _count = book.Count;
        private int _next;

        internal CommitmentBook ToBook()
        {
            for (int page = 0; page < book._pages.Length; page++)
            {
                CommitmentPage? after = page + 1 < book._pages.Length ? book._pages[page + 1] : null;
                if (_ends.Count == 0 && !FallsBefore(after)) _pages.Add(book._pages[page]);
                else Merge(book._pages[page], after);
            }
            if (book._pages.IsEmpty) WriteUpTo(null);
            Flush();
            return new CommitmentBook([.. _pages], _words.ToVocabulary(), _count);
        }

        private void Merge(CommitmentPage page, CommitmentPage? after)
        {
            for (int index = 0; index < page.Count; index++)
            {
                int order = -1;
                while (_next < changes.Length && (order = PackedText.Compare(page[index], changes[_next].Key)) > 0) Write(changes[_next++].Value, wasThere: false);
                if (_next < changes.Length && order == 0) Write(changes[_next++].Value, wasThere: true);
                else Keep(page[index]);
            }
            WriteUpTo(after);
            if (_ends.Count >= CommitmentPage.Least) Flush();
        }

        /// <summary>Whether there is a change left that comes before a page; any comes before the end.</summary>
        private bool FallsBefore(CommitmentPage? page) => _next < changes.Length && (page is null || page.CompareFirst(changes[_next].Key) > 0);

        private void WriteUpTo(CommitmentPage? page)
        {
            while (FallsBefore(page)) Write(changes[_next++].Value, wasThere: false);
        }

        private void Write(CommitmentEntry? entry, bool wasThere)
        {
            _count += (entry is null ? 0 : 1) - (wasThere ? 1 : 0);
            if (entry is not { } written) return;
            CommitmentPacking.Write(_bytes, _words, written);
            _ends.Add(_bytes.Length);
        }

        private void Keep(ReadOnlySpan<byte> packed)
        {
            _bytes.Bytes(packed);
            _ends.Add(_bytes.Length);
        }

        /// <summary>Makes pages of what is written: one where it fits, else as many as are well filled.</summary>
        private void Flush()
        {
            int pages = _ends.Count <= CommitmentPage.Capacity ? 1 : (_ends.Count + CommitmentPage.Filling - 1) / CommitmentPage.Filling;
            for (int page = 0; page < pages && _ends.Count > 0; page++) AddPage(_ends.Count * page / pages, _ends.Count * (page + 1) / pages);
            _bytes.Clear();
            _ends.Clear();
        }

        /// <summary>Makes a page; two where it would be too long for the places on it to be told.</summary>
        private void AddPage(int first, int end)
        {
            int from = StartOf(first);
            if (StartOf(end - 1) - from > CommitmentPage.Reach)
            {
                int middle = (first + end) / 2;
                AddPage(first, middle);
                AddPage(middle, end);
                return;
            }
            var starts = new ushort[end - first];
            for (int index = 0; index < starts.Length; index++) starts[index] = (ushort)(StartOf(first + index) - from);
            _pages.Add(new CommitmentPage(_bytes.Written[from.._ends[end - 1]], starts));
        }

        private int StartOf(int index) => index == 0 ? 0 : _ends[index - 1];
    }
}
