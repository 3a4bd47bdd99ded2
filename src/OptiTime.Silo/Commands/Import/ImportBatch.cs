namespace OptiTime.Silo.Commands.Import;

/// <summary>Lines of one kind that follow each other in a file: what one call carries.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Kind">What they are: <c>territory</c>, <c>site</c>, ...</param>
/// <param name="Lines">The number of each line in the file, from 1, and its value.</param>
/// <param name="Share">The share of the file that is read with it, 0 to 1.</param>
internal sealed record ImportBatch(string File, string Kind, IReadOnlyList<(int Number, string Value)> Lines, double Share)
{
    /// <summary>The number of the last line.</summary>
    internal int LastLine => Lines[^1].Number;
}
