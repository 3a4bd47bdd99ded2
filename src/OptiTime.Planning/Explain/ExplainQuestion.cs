using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Explain;

/// <summary>Why, or why not?</summary>
/// <param name="Query">What is asked for; its budget bounds the positions that are tried.</param>
/// <param name="Resource">The resource asked about; null for all of them.</param>
/// <param name="Start">The start asked about; null for the best.</param>
/// <param name="Naming">What commitments are called outside.</param>
public sealed record ExplainQuestion(SearchQuery Query, string? Resource, Moment? Start, CommitmentNaming Naming);
