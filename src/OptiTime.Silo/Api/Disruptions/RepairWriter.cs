using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Repair;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Disruptions;

/// <summary>Turns entries of the ledger into what people read.</summary>
/// <param name="board">The board of the territory: it tells what bookings are called.</param>
internal sealed class RepairWriter(Board board)
{
    private readonly TerritoryWords _words = new(board);

    /// <summary>An entry of the ledger.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="version">The version of the log that holds it; of a preview the one it was decided on.</param>
    /// <param name="isPreview">Whether it is a preview.</param>
    /// <param name="calls">Whom to call, where it is known what became of that; null for what the entry says.</param>
    public RepairDocument Write(RepairEntry entry, long version, bool isPreview, IReadOnlyList<RepairCall>? calls = null) => new()
    {
        Repair = isPreview ? null : new RepairName(_words.Territory, version, entry.Id).ToString(),
        Preview = isPreview,
        Territory = _words.Territory,
        Kind = KindOf(entry.Disruption),
        What = WhatOf(entry),
        Reason = ReasonOf(entry.Disruption),
        Resource = ResourceOf(entry.Disruption),
        Site = (entry.Disruption as SiteClosed)?.Site,
        Booking = BookingOf(entry, isPreview),
        At = _words.Time(entry.At),
        By = entry.By,
        Placed = Changes(entry, RepairOutcome.Placed),
        Moved = Changes(entry, RepairOutcome.Moved),
        Slid = Changes(entry, RepairOutcome.Slid),
        Broken = Changes(entry, RepairOutcome.Broken),
        Released = Changes(entry, RepairOutcome.Released),
        Waiting = Changes(entry, RepairOutcome.Waiting),
        ToCall = calls ?? [.. entry.ToCall().Select(id => new RepairCall { Booking = CommitmentName.Booking(_words.Territory, id), Status = isPreview ? null : BookingStatus.Broken, Proposal = null, CalledAt = null, Outcome = null })],
        Proposals = isPreview ? [] : [.. (entry.Proposals ?? []).Select(id => CommitmentName.Proposal(_words.Territory, id))],
        BookingsMoved = entry.Moved,
        ShiftSeconds = entry.Shifted.Value,
        Before = Write(entry.Before),
        After = Write(entry.After),
        PlanVersion = version,
    };

    private RepairChange[] Changes(RepairEntry entry, RepairOutcome outcome) => [.. entry.Lines.Where(line => line.Outcome == outcome).Select(Write)];

    private RepairChange Write(RepairLine line) => new()
    {
        Id = NameOf(line),
        Step = line.Step + 1,
        FromResource = line.FromResource,
        FromStart = _words.Time(line.From?.From),
        ToResource = line.ToResource,
        ToStart = _words.Time(line.To?.From),
        ShiftSeconds = line.Shift.Value,
        Why = line.Why,
    };

    private string NameOf(RepairLine line)
    {
        (string territory, string id) = line.Loan is { } loan ? (loan.Territory, loan.Commitment) : (_words.Territory, line.Commitment);
        return line.Was switch
        {
            CommitmentState.Held => CommitmentName.Hold(territory, id),
            CommitmentState.Waiting or CommitmentState.Backlog or CommitmentState.Done => CommitmentName.Job(territory, id),
            _ => CommitmentName.Booking(territory, id),
        };
    }

    private RepairTotalsDocument Write(RepairTotals totals) =>
        new() { Broken = totals.Broken, TravelSeconds = totals.Travel.Value, TravelCost = _words.Amount(totals.Cost) };

    /// <summary>What happened. Of work that takes longer it is told by its own name; to others it is what comes before them.</summary>
    private string WhatOf(RepairEntry entry) => entry.Disruption is WorkOverruns overrun
        ? $"{BookingOf(entry, isPreview: false)} is expected to end only at {_words.Written(overrun.End)}" : FieldWords.Of(entry.Disruption, _words.Written);

    private static string? ReasonOf(Disruption disruption) => disruption switch
    {
        ResourceAbsent absent => absent.Reason,
        ResourceBrokenDown broken => broken.Reason,
        SiteClosed closed => closed.Reason,
        _ => null,
    };

    private static string? ResourceOf(Disruption disruption) => disruption switch
    {
        ResourceAbsent absent => absent.Resource,
        ResourceBrokenDown broken => broken.Resource,
        ResourceLate late => late.Resource,
        _ => null,
    };

    /// <summary>The booking or job that took longer, whose customer was not there, or that came up; one that has ended since is called what it was then.</summary>
    private string? BookingOf(RepairEntry entry, bool isPreview)
    {
        if (entry.Disruption is UrgentWork urgent) return isPreview ? null : CommitmentName.Booking(_words.Territory, urgent.Commitment);
        if (((entry.Disruption as WorkOverruns)?.Commitment ?? (entry.Disruption as CustomerAbsent)?.Commitment) is not { } id) return null;
        if (board.Commitments.TryGetValue(id, out CommitmentEntry known)) return CommitmentName.Of(_words.Territory, known.Commitment);
        return entry.Lines.FirstOrDefault(line => line.Commitment == id) is { } line ? NameOf(line) : CommitmentName.Booking(_words.Territory, id);
    }

    private static DisruptionKind KindOf(Disruption disruption) => disruption switch
    {
        ResourceAbsent => DisruptionKind.Absence,
        ResourceBrokenDown => DisruptionKind.Breakdown,
        ResourceLate => DisruptionKind.LateStart,
        SiteClosed => DisruptionKind.SiteClosed,
        CustomerAbsent => DisruptionKind.NotAtHome,
        WorkOverruns => DisruptionKind.Overrun,
        UrgentWork => DisruptionKind.UrgentJob,
        TrafficSlow => DisruptionKind.Traffic,
        _ => throw new InvalidOperationException($"A {disruption.GetType().Name} has no kind on the wire."),
    };
}
