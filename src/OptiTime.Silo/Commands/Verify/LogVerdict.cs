using OptiTime.Planning.Verification;

namespace OptiTime.Silo.Commands.Verify;

/// <summary>What the check of one log looked at, and what it found.</summary>
/// <param name="Log">The log.</param>
/// <param name="Versions">How many versions were replayed.</param>
/// <param name="Commitments">How many commitments began in it.</param>
/// <param name="Living">How many of them stand on the board.</param>
/// <param name="Assignments">How many occupied times were compared with the store's.</param>
/// <param name="HoldsEnded">How many holds were released or expired.</param>
/// <param name="SnapshotVersion">The version of the newest of the stored snapshots, which were compared; null when none is stored.</param>
/// <param name="Breaches">The promises that are broken.</param>
internal sealed record LogVerdict(
    string Log, long Versions, int Commitments, int Living, int Assignments, int HoldsEnded, long? SnapshotVersion, IReadOnlyList<Breach> Breaches);
