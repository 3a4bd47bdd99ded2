namespace OptiTime.Silo.Api.Wire;

/// <summary>What came of one line of a bulk import.</summary>
public sealed record ImportLine
{
    /// <summary>The line's number, from 1; empty lines count and are not answered.</summary>
    public required int Line { get; init; }

    /// <summary>The id on the line; null where none could be read.</summary>
    public required string? Id { get; init; }

    /// <summary>What became of it.</summary>
    public required ImportStatus Status { get; init; }

    /// <summary>Why it was rejected; null otherwise.</summary>
    public required Problem? Problem { get; init; }
}
