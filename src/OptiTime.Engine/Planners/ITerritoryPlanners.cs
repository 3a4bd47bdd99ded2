using System.Collections.Immutable;
using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Explain;
using OptiTime.Planning.Search;

namespace OptiTime.Engine.Planners;

/// <summary>A key a write carries, so that a retry is told the first answer.</summary>
/// <param name="Key">The key.</param>
/// <param name="RequestHash">A hash of what is asked; the same key with another hash is refused.</param>
public sealed record Idempotency(IdempotencyKey Key, ImmutableArray<byte> RequestHash);

/// <summary>What came of a command.</summary>
public abstract record CommandReply;

/// <summary>It is done, and durable.</summary>
/// <param name="Answer">What was done.</param>
/// <param name="Replayed">Whether this is the stored answer to an earlier call with the same key.</param>
public sealed record Accepted(Answer Answer, bool Replayed) : CommandReply;

/// <summary>It was refused and changed nothing.</summary>
/// <param name="Refusal">Why.</param>
/// <param name="Version">The version of the plan it was refused on.</param>
public sealed record Refused(Refusal Refusal, long Version) : CommandReply;

/// <summary>The key was used before with another request: nothing was changed.</summary>
public sealed record KeyReused : CommandReply;

/// <summary>Too much is waiting: nothing was changed; try again.</summary>
/// <param name="What">What is full, in words.</param>
public sealed record Busy(string What) : CommandReply;

/// <summary>The store cannot take it now: nothing was changed; try again.</summary>
/// <param name="Message">Why, in words.</param>
public sealed record Unavailable(string Message) : CommandReply;

/// <summary>The reply of the store was lost, and it could not be asked again: whether it was done is not known. The same call with the same key tells.</summary>
/// <param name="Message">Why, in words.</param>
public sealed record OutcomeUnknown(string Message) : CommandReply;

/// <summary>Others were first too often: nothing was changed. What was asked for may still be possible.</summary>
/// <param name="Tries">How often it was decided anew.</param>
/// <param name="Version">The version of the plan it was last decided on.</param>
public sealed record Contended(int Tries, long Version) : CommandReply;

/// <summary>How far a board can be trusted to be the latest.</summary>
/// <param name="Age">How long ago it was last known to be.</param>
/// <param name="IsStale">Whether that is longer than usual: the store is out of reach, or the log holds what this build does not know.</param>
/// <param name="Halted">Why the log is not followed any more, in words; null while it is.</param>
public readonly record struct Freshness(TimeSpan Age, bool IsStale, string? Halted);

/// <summary>What came of a search.</summary>
/// <param name="Result">The offers; null when there was no room for another search and the caller should try again.</param>
/// <param name="Board">The board that was searched.</param>
/// <param name="Microseconds">How long the search took.</param>
public sealed record SearchReply(SearchResult? Result, Board Board, long Microseconds);

/// <summary>What came of a question why.</summary>
/// <param name="Explanation">The explanation; null when there was no room for another search and the caller should try again.</param>
/// <param name="Board">The board it was read from.</param>
public sealed record ExplainReply(Explanation? Explanation, Board Board);

/// <summary>What a command would come to.</summary>
/// <param name="Decision">What was decided; null when there was no room for another search and the caller should try again.</param>
/// <param name="Board">The board it was decided on.</param>
public sealed record PreviewReply(Decision? Decision, Board Board);

/// <summary>
/// The planners of all territories, as a port: records in, records out, so that the same planners can be hosted in this process or as
/// grains of an actor runtime. Every call activates the planner it needs.
/// </summary>
public interface ITerritoryPlanners
{
    /// <summary>Gives a territory's planner (or the catalogue's, under <see cref="Catalogue.LogName"/>) a command and waits for what comes of it.</summary>
    ValueTask<CommandReply> SendAsync(string log, Command command, Idempotency? idempotency, CancellationToken stop);

    /// <summary>Searches the latest board of a territory; never waits for the mailbox.</summary>
    /// <exception cref="StoreUnavailableException">The territory is not active yet and the store cannot be read.</exception>
    ValueTask<SearchReply> SearchAsync(string territory, SearchQuery query, CancellationToken stop);

    /// <summary>Says why, or why not, on the latest board of a territory; takes its turn with the searches.</summary>
    /// <exception cref="StoreUnavailableException">The territory is not active yet and the store cannot be read.</exception>
    ValueTask<ExplainReply> ExplainAsync(string territory, ExplainQuestion question, CancellationToken stop);

    /// <summary>Decides a command on the latest board of a territory and appends nothing; takes its turn with the searches, never with the mailbox.</summary>
    /// <exception cref="StoreUnavailableException">The territory is not active yet and the store cannot be read.</exception>
    ValueTask<PreviewReply> PreviewAsync(string territory, Command command, CancellationToken stop);

    /// <summary>The latest board of a territory; null when the territory was never defined.</summary>
    /// <exception cref="StoreUnavailableException">The territory is not active yet and the store cannot be read.</exception>
    ValueTask<Board?> BoardAsync(string territory, CancellationToken stop);

    /// <summary>The board of a territory at a version or later: waits, for a bounded while, until this silo has it; then gives what it has.</summary>
    /// <inheritdoc cref="BoardAsync(string, CancellationToken)"/>
    ValueTask<Board?> BoardAsync(string territory, long atLeast, CancellationToken stop);

    /// <summary>How far the board of a territory can be trusted to be the latest; that of one that is not active is as old as can be.</summary>
    Freshness FreshnessOf(string territory);

    /// <summary>The latest catalogue.</summary>
    ValueTask<Catalogue> CatalogueAsync(CancellationToken stop);

    /// <summary>Forgets what is in memory of the places of a customer who has been erased: the planners that know them read the store again when next asked.</summary>
    ValueTask ForgetAsync(string customer, CancellationToken stop);
}
