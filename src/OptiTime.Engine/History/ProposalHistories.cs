using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Proposals;

namespace OptiTime.Engine.History;

/// <summary>A proposal as its log tells of it.</summary>
/// <param name="Proposal">The proposal, as it was opened.</param>
/// <param name="Ended">How it ended; null while it is open.</param>
/// <param name="Version">The version that opened it, or that ended it.</param>
/// <param name="Opened">The version that opened it.</param>
public sealed record ToldProposal(Proposal Proposal, ProposalEnded? Ended, long Version, long Opened)
{
    /// <summary>A proposal that is open.</summary>
    public static ToldProposal Open(Proposal proposal, long version) => new(proposal, null, version, version);
}

/// <summary>
/// Reads from the logs what became of proposals. No table knows of them: each keeps a place while it is open, by a hold that begins and ends with it, and the
/// versions that touched that hold are known.
/// </summary>
/// <param name="log">The logs.</param>
/// <param name="directory">Knows which versions touched which commitments.</param>
public sealed class ProposalHistories(IPlanLog log, IPlanDirectory directory)
{
    /// <summary>A proposal of a territory; null when there was none.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<ToldProposal?> FindAsync(string territory, string id, CancellationToken stop)
    {
        IReadOnlyList<long> versions = await directory.VersionsOfAsync(territory, Proposal.ReservationOf(id, 1), stop);
        if (versions.Count == 0) return null;
        IReadOnlyList<LogEntry> entries = await log.ReadAsync(territory, versions.Count == 1 ? versions : [versions[0], versions[^1]], stop);
        LogEntry? opening = entries.FirstOrDefault(entry => entry.Changes.OfType<ProposalOpened>().Any(opened => opened.Proposal.Id == id));
        if (opening is null) return null;
        Proposal proposal = opening.Changes.OfType<ProposalOpened>().First(opened => opened.Proposal.Id == id).Proposal;
        ProposalEnded? ended = entries.SelectMany(entry => entry.Changes).OfType<ProposalEnded>().FirstOrDefault(ended => ended.Id == id);
        return new ToldProposal(proposal, ended, ended is null ? opening.Version : entries[^1].Version, opening.Version);
    }
}
