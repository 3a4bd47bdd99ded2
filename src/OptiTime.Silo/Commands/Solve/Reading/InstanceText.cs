using System.Globalization;

namespace OptiTime.Silo.Commands.Solve.Reading;

/// <summary>The lines of an instance that say something, with their numbers; what is wrong with one is told with its number, its value and a remedy.</summary>
/// <param name="name">The name of the file.</param>
/// <param name="lines">Its lines.</param>
internal sealed class InstanceText(string name, IEnumerable<string> lines)
{
    private readonly (int Number, string Text)[] _lines =
        [.. lines.Select((text, index) => (Number: index + 1, Text: text.Trim())).Where(line => line.Text.Length > 0)];

    private int _at;

    /// <summary>The line to be read next; null behind the last.</summary>
    internal string? Peek => _at < _lines.Length ? _lines[_at].Text : null;

    /// <summary>Whether a line says so, whatever its case.</summary>
    internal bool Has(string words) => _lines.Any(line => line.Text.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a line.</summary>
    /// <param name="what">What is expected in it.</param>
    internal string Next(string what)
    {
        if (_at < _lines.Length) return _lines[_at++].Text;
        int end = _lines.Length == 0 ? 1 : _lines[^1].Number;
        throw new InvalidDataException($"{name}:{end}: the file ends where {what} should follow. Is it whole?");
    }

    /// <summary>Reads lines up to one that begins with a word, and that one.</summary>
    internal void SkipTo(string word)
    {
        while (!Next($"'{word}'").StartsWith(word, StringComparison.OrdinalIgnoreCase)) continue;
    }

    /// <summary>What is wrong with the line read last.</summary>
    internal InvalidDataException Wrong(string what) => new($"{name}:{_lines[Math.Max(0, _at - 1)].Number}: {what}");

    /// <summary>Reads a number that is finite and not negative, unless said otherwise.</summary>
    /// <param name="text">The number.</param>
    /// <param name="field">What it is.</param>
    /// <param name="mayBeNegative">Whether it may be negative.</param>
    internal double Number(string text, string field, bool mayBeNegative = false)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            throw Wrong($"{field} is '{text}', which is no number. Write it like 12 or 12.5.");
        if (value < 0 && !mayBeNegative) throw Wrong($"{field} is {text}, and must not be negative.");
        return value;
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="text">The number.</param>
    /// <param name="field">What it is.</param>
    /// <param name="most">The most it may be.</param>
    internal int Whole(string text, string field, int most)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) || value > most)
            throw Wrong($"{field} is '{text}'. Write a whole number from 0 to {most}.");
        return value;
    }

    /// <summary>Reads a line of some fields apart by blanks.</summary>
    internal string[] Fields(string what, int count)
    {
        string[] fields = Next(what).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == count ? fields : throw Wrong($"{fields.Length} fields where {what} has {count}. Separate them by blanks.");
    }
}
