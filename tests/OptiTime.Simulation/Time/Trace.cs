using System.Globalization;

namespace OptiTime.Simulation.Time;

/// <summary>What happened: the latest lines to read, and a hash of everything, by which two runs are known to be the same.</summary>
internal sealed class Trace
{
    private const int LinesKept = 400;
    private const ulong Prime = 0x100000001B3;

    private readonly (TimeSpan At, string What, string About, string Whom, long First, long Second)[] _lines = new (TimeSpan, string, string, string, long, long)[LinesKept];
    private long _count;

    /// <summary>The hash of all that happened so far.</summary>
    internal ulong Hash { get; private set; } = 0xCBF29CE484222325;

    /// <summary>The latest lines, the oldest first.</summary>
    internal IReadOnlyList<string> Latest
    {
        get
        {
            long first = Math.Max(0, _count - LinesKept);
            return [.. Enumerable.Range(0, (int)(_count - first)).Select(line => Tell(_lines[(first + line) % LinesKept]))];
        }
    }

    /// <summary>Adds to the hash only.</summary>
    internal void Mix(long value) => Hash = (Hash ^ (ulong)value) * Prime;

    /// <summary>Adds a line.</summary>
    /// <param name="at">When.</param>
    /// <param name="what">What happened, in a word or two.</param>
    /// <param name="about">How it came out, or what it was.</param>
    /// <param name="whom">Whom it was about.</param>
    /// <param name="first">A number.</param>
    /// <param name="second">Another.</param>
    internal void Note(TimeSpan at, string what, string about, string whom = "", long first = 0, long second = 0)
    {
        _lines[_count++ % LinesKept] = (at, what, about, whom, first, second);
        foreach (char letter in what) Mix(letter);
        foreach (char letter in about) Mix(letter);
        foreach (char letter in whom) Mix(letter);
        Mix(first);
        Mix(second);
    }

    private static string Tell((TimeSpan At, string What, string About, string Whom, long First, long Second) line) =>
        string.Create(CultureInfo.InvariantCulture, $"{line.At.TotalSeconds,10:0.000} {line.What,-16} {line.About,-16} {line.Whom} {line.First} {line.Second}");
}
