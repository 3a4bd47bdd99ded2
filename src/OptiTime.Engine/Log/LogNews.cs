using OptiTime.Planning.Changes;

namespace OptiTime.Engine.Log;

/// <summary>How far a log is known.</summary>
/// <param name="Log">The log.</param>
/// <param name="Version">The last version that is known; 0 for none.</param>
public readonly record struct LogPosition(string Log, long Version);

/// <summary>What has been appended to some logs.</summary>
/// <param name="Now">The store's clock, as finely as it tells it: by it each silo sets its own.</param>
/// <param name="Entries">The entries that were not known, those of one log in order.</param>
/// <param name="Unknown">The logs that hold a change this build does not know, and where.</param>
/// <param name="Erasures">How many customers have ever been erased: when it grows, coordinates in memory are to be forgotten.</param>
public sealed record LogNews(DateTimeOffset Now, IReadOnlyList<LogEntry> Entries, IReadOnlyList<UnknownChangeException> Unknown, long Erasures);
