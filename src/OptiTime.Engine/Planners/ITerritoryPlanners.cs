using System.Collections.Immutable;
using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
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

/// <summary>What came of a search.</summary>
/// <param name="Result">The offers; null when there was no room for another search and the caller should try again.</param>
/// <param name="Board">The board that was searched.</param>
/// <param name="Microseconds">How long the search took.</param>
public sealed record SearchReply(SearchResult? Result, Board Board, long Microseconds);

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

    /// <summary>The latest board of a territory; null when the territory was never defined.</summary>
    /// <exception cref="StoreUnavailableException">The territory is not active yet and the store cannot be read.</exception>
    ValueTask<Board?> BoardAsync(string territory, CancellationToken stop);

    /// <summary>The latest catalogue.</summary>
    ValueTask<Catalogue> CatalogueAsync(CancellationToken stop);

    /// <summary>Forgets what is in memory of the places of a customer who has been erased: the planners that know them read the store again when next asked.</summary>
    ValueTask ForgetAsync(string customer, CancellationToken stop);
}
