using OptiTime.Planning.Proposals;

namespace OptiTime.Planning.Changes;

/// <summary>A proposal is open: it pins those it would displace. The places it keeps are held by commitments of the same entry.</summary>
/// <param name="Proposal">The proposal.</param>
public sealed record ProposalOpened(Proposal Proposal) : Change;

/// <summary>A proposal has ended, and pins nobody any more. What it kept, and what was done, stands in the same entry.</summary>
/// <param name="Id">The proposal's id.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Reason">Why, where somebody said so.</param>
/// <param name="Alternative">Which of its alternatives was accepted, from 0; null where none was.</param>
public sealed record ProposalEnded(string Id, ProposalEnding Ending, string? Reason, int? Alternative) : Change;
