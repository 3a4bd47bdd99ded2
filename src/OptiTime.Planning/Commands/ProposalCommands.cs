using OptiTime.Planning.Repair;

namespace OptiTime.Planning.Commands;

/// <summary>Do what a proposal says: all of it in one append, or nothing. (A hold of an offer that displaces others opens one.)</summary>
/// <param name="Id">The proposal.</param>
/// <param name="Alternative">Which of its alternatives, from 0.</param>
/// <param name="By">Who the newcomer is; null for the customer the offer was made to.</param>
/// <param name="ExternalReference">The caller's reference for the newcomer; null to keep the one of the request.</param>
public sealed record AcceptProposal(string Id, int Alternative, Confirmer? By, string? ExternalReference) : Command
{
    /// <summary>Whom those want who would be served by others: nobody is sent to whom they refuse. Default: nobody knows.</summary>
    public KnownWishes Wishes { get; init; } = KnownWishes.None;
}

/// <summary>Drop a proposal: everything stays as it is, and the places it kept are free again.</summary>
/// <param name="Id">The proposal.</param>
/// <param name="Reason">Why, if the caller says so.</param>
public sealed record RefuseProposal(string Id, string? Reason) : Command;
