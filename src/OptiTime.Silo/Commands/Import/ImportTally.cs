namespace OptiTime.Silo.Commands.Import;

/// <summary>What became of the lines of a load.</summary>
/// <param name="most">How many rejected lines are told one by one.</param>
internal sealed class ImportTally(int most)
{
    private readonly List<string> _told = [];

    /// <summary>How many lines made something new.</summary>
    internal int Created { get; set; }

    /// <summary>How many lines took the place of something.</summary>
    internal int Replaced { get; set; }

    /// <summary>How many lines changed nothing.</summary>
    internal int Rejected { get; private set; }

    /// <summary>The first rejected lines, each with its file, number and reason.</summary>
    internal IReadOnlyList<string> Told => _told;

    /// <summary>How many rejected lines are not told.</summary>
    internal int Untold => Rejected - _told.Count;

    /// <summary>Counts a rejected line.</summary>
    internal void Reject(string file, int line, string reason)
    {
        Rejected++;
        if (_told.Count < most) _told.Add($"{file}:{line}: {reason}");
    }
}
