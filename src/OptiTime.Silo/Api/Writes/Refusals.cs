using OptiTime.Engine.Planners;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Explain;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Writes;

/// <summary>What became of a command, as callers are told: the accepted ones pass, all others end the call.</summary>
internal static class Refusals
{
    /// <summary>What to do when nobody knows whether something was done.</summary>
    public const string Retry = "Send the same call again with the same Idempotency-Key: it is then done once, and told. Without a key, look first.";

    /// <summary>What was accepted.</summary>
    /// <exception cref="ProblemException">It was not accepted.</exception>
    public static Accepted Accept(this CommandReply reply, string log) =>
        reply as Accepted ?? throw new ProblemException(ProblemOf(reply, log));

    /// <summary>The answer of an accepted command; marks the response when it is a stored one.</summary>
    public static Answer Mark(this Accepted accepted, HttpContext context)
    {
        if (accepted.Replayed) context.Response.Headers[Reply.ReplayedHeader] = "true";
        return accepted.Answer;
    }

    /// <summary>What was not accepted, as a problem.</summary>
    public static Problem ProblemOf(CommandReply reply, string log) => reply switch
    {
        Refused refused => ProblemOf(refused.Refusal, log),
        KeyReused => ProblemKind.KeyReused.At(WriteKey.Header, null, "The key was used before with another request.", "Take a new key for each new request."),
        Busy busy => ProblemKind.Busy.With($"{busy.What} Nothing was changed; try again in a moment."),
        Contended contended => ProblemKind.PlanContended.With(
            $"'{log}' was changed by others each of the {contended.Tries} times this was decided. Nothing was changed, and it may still be possible: try again in a moment."),
        OutcomeUnknown unknown => ProblemKind.OutcomeUnknown.With($"{unknown.Message} {Retry}"),
        Unavailable unavailable => ProblemKind.Unavailable.With(unavailable.Message),
        _ => throw new InvalidOperationException($"A planner answered {reply.GetType().Name}."),
    };

    /// <summary>A refusal as a problem. The value of its field is looked up in the body of the call (<see cref="Strictness.SentBody"/>).</summary>
    public static Problem ProblemOf(Refusal refusal, string log)
    {
        ProblemKind kind = KindOf(refusal);
        Problem problem = refusal.Field is { } field
            ? kind.At(field, null, refusal.Message, refusal.Remedy)
            : kind.With(refusal.Message);
        if (!refusal.Checks.IsEmpty) problem = problem with { Checks = [.. refusal.Checks.Select(Write)] };
        return refusal.Commitments.IsDefaultOrEmpty
            ? problem
            : problem with { Commitments = [.. refusal.Commitments.Select(id => NameOf(refusal, log, id))] };
    }

    private static ProblemCheck Write(Check check) => new()
    {
        Check = check.Code,
        Result = (CheckOutcome)check.Result,
        Words = check.Words,
        MissingSeconds = check.Missing?.Value,
        MayBeOverridden = check.MayBeOverridden,
    };

    private static string NameOf(Refusal refusal, string log, string id)
    {
        (string where, string name) = refusal.Loans.TryGetValue(id, out Loan? loan) ? (loan.Territory, loan.Commitment) : (log, id);
        if (refusal.Proposals.TryGetValue(id, out string? proposal)) return CommitmentName.Proposal(where, proposal);
        return refusal.Jobs.Contains(id) ? CommitmentName.Job(where, name)
            : refusal.Holds.Contains(id) ? CommitmentName.Hold(where, name) : CommitmentName.Booking(where, name);
    }

    private static ProblemKind KindOf(Refusal refusal) => refusal.Code switch
    {
        // Without a field it is what the path names that is not there.
        RefusalCode.UnknownTerritory or RefusalCode.UnknownSite or RefusalCode.UnknownResource or RefusalCode.UnknownService
            or RefusalCode.UnknownCommitment when refusal.Field is null => ProblemKind.NotFound,
        RefusalCode.UnknownTerritory => ProblemKind.UnknownTerritory,
        RefusalCode.UnknownSite => ProblemKind.UnknownSite,
        RefusalCode.UnknownResource => ProblemKind.UnknownResource,
        RefusalCode.UnknownService => ProblemKind.UnknownService,
        RefusalCode.UnknownCommitment => ProblemKind.UnknownBooking,
        RefusalCode.AlreadyConfirmed => ProblemKind.AlreadyConfirmed,
        RefusalCode.NotConfirmed => ProblemKind.NotConfirmed,
        RefusalCode.AlreadyOver => ProblemKind.AlreadyOver,
        RefusalCode.NotBroken => ProblemKind.NotBroken,
        RefusalCode.HoldExpired => ProblemKind.HoldExpired,
        RefusalCode.OfferExpired => ProblemKind.OfferExpired,
        RefusalCode.OfferUsed => ProblemKind.OfferUsed,
        RefusalCode.OfferTaken => ProblemKind.OfferTaken,
        RefusalCode.ServiceChanged => ProblemKind.ServiceChanged,
        RefusalCode.CustomerMismatch => ProblemKind.CustomerMismatch,
        RefusalCode.ServiceMismatch => ProblemKind.ServiceMismatch,
        RefusalCode.VersionChanged => ProblemKind.VersionChanged,
        RefusalCode.WouldBreakCommitments => ProblemKind.WouldBreakCommitments,
        RefusalCode.AlreadyExists => ProblemKind.AlreadyExists,
        RefusalCode.Invalid => ProblemKind.InvalidValue,
        RefusalCode.Lent => ProblemKind.Lent,
        RefusalCode.Proposed => ProblemKind.Proposed,
        RefusalCode.UnknownProposal => ProblemKind.NotFound,
        RefusalCode.ProposalExpired => ProblemKind.ProposalEnded,
        RefusalCode.ProposalOutdated => ProblemKind.ProposalOutdated,
        RefusalCode.TooManyProposals => ProblemKind.TooManyProposals,
        RefusalCode.NeedsProposal => ProblemKind.NeedsProposal,
        RefusalCode.Impossible => ProblemKind.NotPossible,
        RefusalCode.NeedsOverride => ProblemKind.NeedsOverride,
        _ => throw new InvalidOperationException($"Refusal {refusal.Code} has no place on the wire."),
    };
}
