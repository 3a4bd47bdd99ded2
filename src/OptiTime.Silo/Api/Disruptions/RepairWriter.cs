using OptiTime.Planning.Commitments;
using OptiTime.Planning.Repair;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Disruptions;

/// <summary>Turns entries of the ledger into what people read.</summary>
internal sealed class RepairWriter(TerritoryWords words)
{
    /// <summary>An entry of the ledger.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="version">The version of the log that holds it; of a preview the one it was decided on.</param>
    /// <param name="isPreview">Whether it is a preview.</param>
    /// <param name="calls">Whom to call, where it is known what became of that; null for what the entry says.</param>
    public RepairDocument Write(RepairEntry entry, long version, bool isPreview, IReadOnlyList<RepairCall>? calls = null) => new()
    {
        Repair = isPreview ? null : new RepairName(words.Territory, version, entry.Id).ToString(),
        Preview = isPreview,
        Territory = words.Territory,
        Kind = KindOf(entry.Disruption),
        What = FieldWords.Of(entry.Disruption, words.Written),
        At = words.Time(entry.At),
        By = entry.By,
        Booking = entry.Disruption is UrgentWork urgent && !isPreview ? CommitmentName.Booking(words.Territory, urgent.Commitment) : null,
        Placed = Changes(entry, RepairOutcome.Placed),
        Moved = Changes(entry, RepairOutcome.Moved),
        Slid = Changes(entry, RepairOutcome.Slid),
        Broken = Changes(entry, RepairOutcome.Broken),
        Released = Changes(entry, RepairOutcome.Released),
        Waiting = Changes(entry, RepairOutcome.Waiting),
        ToCall = calls ?? [.. entry.ToCall().Select(id => new RepairCall { Booking = CommitmentName.Booking(words.Territory, id), Status = isPreview ? null : BookingStatus.Broken, Proposal = null, CalledAt = null, Outcome = null })],
        Proposals = isPreview ? [] : [.. (entry.Proposals ?? []).Select(id => CommitmentName.Proposal(words.Territory, id))],
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
        FromStart = words.Time(line.From?.From),
        ToResource = line.ToResource,
        ToStart = words.Time(line.To?.From),
        ShiftSeconds = line.Shift.Value,
        Why = line.Why,
    };

    private string NameOf(RepairLine line) => line.Was switch
    {
        CommitmentState.Held => CommitmentName.Hold(words.Territory, line.Commitment),
        CommitmentState.Waiting or CommitmentState.Backlog or CommitmentState.Done => CommitmentName.Job(words.Territory, line.Commitment),
        _ => CommitmentName.Booking(words.Territory, line.Commitment),
    };

    private RepairTotalsDocument Write(RepairTotals totals) =>
        new() { Broken = totals.Broken, TravelSeconds = totals.Travel.Value, TravelCost = words.Amount(totals.Cost) };

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
