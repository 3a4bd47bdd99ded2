using System.Collections.Immutable;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Engine.Log;

/// <summary>The changes an append makes to one log.</summary>
/// <param name="Log">The log.</param>
/// <param name="ExpectedVersion">The version the changes were decided on; the append makes the next one. 0 for a new log.</param>
/// <param name="Changes">The changes, in order; at least one.</param>
public sealed record LogPart(string Log, long ExpectedVersion, ImmutableArray<Change> Changes);

/// <summary>A guard, with the command of the group it belongs to: when it fails, that command is taken out and the rest decided again.</summary>
/// <param name="Command">The index of the command in its group, from 0; -1 for a guard of the whole group.</param>
/// <param name="Guard">What must hold.</param>
public readonly record struct CommandGuard(int Command, Guard Guard);

/// <summary>A caller's key for a write, unique for that caller.</summary>
/// <param name="Caller">Who calls; <c>anonymous</c> without authentication. At most 200 characters.</param>
/// <param name="Key">The key the caller chose. 1 to 200 characters.</param>
public readonly record struct IdempotencyKey(string Caller, string Key);

/// <summary>The first committed answer to a write with a key, and what was asked.</summary>
/// <param name="Key">The key.</param>
/// <param name="RequestHash">A hash of what was asked, so that the same key with something else is noticed. At most 64 bytes.</param>
/// <param name="Command">The index of the command in its group, from 0.</param>
/// <param name="Answer">What was answered.</param>
public sealed record StoredAnswer(IdempotencyKey Key, ImmutableArray<byte> RequestHash, int Command, Answer Answer);

/// <summary>What one append writes: all of it in one transaction, or nothing.</summary>
/// <param name="Id">Unique; stored with every version it makes, so that a lost reply can be told from a lost race.</param>
/// <param name="Parts">The logs it appends to, at most one part each.</param>
/// <param name="Guards">What must hold when the versions are taken.</param>
/// <param name="Answers">Answers to keep for retries.</param>
/// <param name="Places">Places to write; one that is there already keeps its coordinates, and learns its customer if it had none.</param>
public sealed record Append(
    Guid Id, ImmutableArray<LogPart> Parts, ImmutableArray<CommandGuard> Guards, ImmutableArray<StoredAnswer> Answers,
    ImmutableArray<Place> Places);

/// <summary>How an append ended.</summary>
public abstract record AppendOutcome;

/// <summary>Written and on disk.</summary>
/// <param name="At">The instant the versions carry.</param>
public sealed record Appended(Moment At) : AppendOutcome;

/// <summary>Another writer was first: nothing was written.</summary>
/// <param name="Log">The log that had moved on.</param>
/// <param name="Version">Where it stands.</param>
public sealed record VersionLost(string Log, long Version) : AppendOutcome;

/// <summary>A guard did not hold: nothing was written.</summary>
/// <param name="Command">The command of the group it belongs to; -1 for the whole group.</param>
/// <param name="Guard">The guard.</param>
/// <param name="Now">The store's clock.</param>
public sealed record GuardFailed(int Command, Guard Guard, Moment Now) : AppendOutcome;

/// <summary>The store's own constraint against double booking spoke up: nothing was written.</summary>
/// <param name="Log">The log whose changes broke it.</param>
/// <param name="Resource">The resource that would have been booked twice.</param>
/// <param name="Commitment">The commitment that came second.</param>
public sealed record DoubleBooked(string Log, string Resource, string Commitment) : AppendOutcome;

/// <summary>A key had an answer already: nothing was written.</summary>
/// <param name="Command">The command of the group that carries the key.</param>
/// <param name="First">What was answered the first time.</param>
public sealed record AlreadyAnswered(int Command, StoredAnswer First) : AppendOutcome;

/// <summary>An id that must be unique in the company is taken in another territory: nothing was written.</summary>
/// <param name="Log">The log whose changes broke it.</param>
/// <param name="Kind"><c>site</c> or <c>resource</c>.</param>
/// <param name="Id">The id.</param>
/// <param name="Territory">The territory that has it.</param>
public sealed record IdTaken(string Log, string Kind, string Id, string Territory) : AppendOutcome;
