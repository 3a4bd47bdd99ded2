using System.Collections.Immutable;

namespace OptiTime.Planning.Packing;

/// <summary>
/// What repeats from one packed thing to the next, under small numbers: anything whose equality is by content. Immutable; a word keeps its
/// number in every vocabulary that comes of this one.
/// </summary>
internal sealed class Vocabulary
{
    private readonly ImmutableArray<object> _words;
    private readonly Dictionary<object, int> _numbers;

    private Vocabulary(ImmutableArray<object> words, Dictionary<object, int> numbers) => (_words, _numbers) = (words, numbers);

    /// <summary>No words.</summary>
    internal static Vocabulary Empty { get; } = new([], []);

    /// <summary>How many words there are.</summary>
    internal int Count => _words.Length;

    /// <summary>The word of a number.</summary>
    internal T Word<T>(int number) => (T)_words[number];

    /// <summary>Learns words while something is packed.</summary>
    /// <param name="known">The words known so far.</param>
    internal sealed class Builder(Vocabulary known)
    {
        private ImmutableArray<object>.Builder? _words;
        private Dictionary<object, int>? _numbers;

        /// <summary>The number of a word; a new one where it is new.</summary>
        internal int NumberOf(object word)
        {
            if ((_numbers ?? known._numbers).TryGetValue(word, out int number)) return number;
            _words ??= known._words.ToBuilder();
            _numbers ??= new(known._numbers);
            _words.Add(word);
            return _numbers[word] = _words.Count - 1;
        }

        /// <summary>The vocabulary with all that was learnt, from which learning goes on.</summary>
        internal Vocabulary ToVocabulary()
        {
            if (_words is null) return known;
            known = new Vocabulary(_words.ToImmutable(), _numbers!);
            (_words, _numbers) = (null, null);
            return known;
        }
    }
}
