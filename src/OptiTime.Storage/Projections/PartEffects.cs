using System.Collections.Immutable;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Repair;
using OptiTime.Storage.Serialization;

namespace OptiTime.Storage.Projections;

/// <summary>
/// What the changes of one part come to, for the projections: of everything they touch only how it stands at their end. A group of commands
/// may plan the same tour many times; the database sees it once.
/// </summary>
internal sealed class PartEffects
{
    private readonly EncodedChanges _encoded;

    /// <summary>Reads what a part does.</summary>
    internal PartEffects(LogPart part)
    {
        (Log, Version, _encoded) = (part.Log, part.ExpectedVersion + 1, new EncodedChanges(part.Changes));
        for (int index = 0; index < part.Changes.Length; index++) Read(part.Changes[index], index);
    }

    /// <summary>What the parts of an append do, in the order of their logs' names.</summary>
    /// <exception cref="ArgumentException">Two parts have the same log, a part has no changes, or two answers have the same key.</exception>
    internal static PartEffects[] InOrder(Append append)
    {
        if (append.Parts.DistinctBy(part => part.Log).Count() < append.Parts.Length || append.Parts.Any(part => part.Changes.IsEmpty))
            throw new ArgumentException("An append has at most one part for each log, and each part has changes.", nameof(append));
        if (append.Answers.DistinctBy(answer => answer.Key).Count() < append.Answers.Length)
            throw new ArgumentException("An append keeps at most one answer for each key.", nameof(append));
        return [.. append.Parts.OrderBy(part => part.Log, StringComparer.Ordinal).Select(part => new PartEffects(part))];
    }

    /// <summary>The log.</summary>
    internal string Log { get; }

    /// <summary>The version the part makes.</summary>
    internal long Version { get; }

    /// <summary>The changes as they enter the log.</summary>
    internal byte[] Changes => _encoded.All;

    /// <summary>The last definition of the territory, and which change that was; null when it is not defined.</summary>
    internal (TerritoryDefined Defined, int By)? Territory { get; private set; }

    /// <summary>The first day of the board after the horizon advanced; null when it did not.</summary>
    internal int? FirstDay { get; private set; }

    /// <summary>Sites defined (true) or removed (false).</summary>
    internal Dictionary<string, bool> Sites { get; } = new(StringComparer.Ordinal);

    /// <summary>Resources defined or removed.</summary>
    internal Dictionary<string, ResourceEffect> Resources { get; } = new(StringComparer.Ordinal);

    /// <summary>Services defined, and by which change; null where removed.</summary>
    internal Dictionary<string, int?> Services { get; } = new(StringComparer.Ordinal);

    /// <summary>Commitments recorded, planned or ended.</summary>
    internal Dictionary<string, CommitmentEffect> Commitments { get; } = new(StringComparer.Ordinal);

    /// <summary>The stops of every tour the part leaves planned; none for a tour it takes away.</summary>
    internal Dictionary<TourKey, ImmutableArray<PlannedStop>> Tours { get; } = [];

    /// <summary>Whether the part holds entries of the ledger: a version that does is noted under <see cref="RepairEntry.LedgerName"/>, as if it touched a commitment of that name.</summary>
    internal bool HasRepairs { get; private set; }

    /// <summary>The change of an index as it enters the log.</summary>
    internal byte[] Facts(int change) => _encoded[change];

    private void Read(Change change, int index)
    {
        switch (change)
        {
            case TerritoryDefined defined: Territory = (defined, index); break;
            case HorizonAdvanced advanced: FirstDay = advanced.FirstDay; break;
            case SiteDefined defined: Sites[defined.Site.Id] = true; break;
            case SiteRemoved removed: Sites[removed.Id] = false; break;
            case ResourceDefined defined:
                EffectOn(defined.Resource.Id).Define(defined.Resource, defined.Periods);
                DropTours(defined.Resource.Id);
                break;
            case ResourceRemoved removed:
                EffectOn(removed.Id).Remove();
                DropTours(removed.Id);
                break;
            case CommitmentRecorded recorded:
                CommitmentEffect effect = Commitment(recorded.Commitment.Id);
                (effect.Recorded, effect.RecordedBy) = (recorded.Commitment, index);
                PlanLent(recorded.Commitment, effect);
                break;
            case CommitmentEnded ended:
                CommitmentEffect end = Commitment(ended.Id);
                (end.Ending, end.Reason) = (ended.Ending, ended.Reason);
                break;
            case TourPlanned planned: Plan(planned); break;
            case ServiceDefined defined: Services[defined.Service.Id] = index; break;
            case ServiceRemoved removed: Services[removed.Id] = null; break;
            case RepairRecorded: HasRepairs = true; break;
            // What a proposal keeps and what comes of it stands in commitments and tours.
            case OffersRemembered or ProposalOpened or ProposalEnded or Remark: break;
            default: throw new InvalidOperationException($"No projection knows a {change.GetType().Name}.");
        }
    }

    private void Plan(TourPlanned planned)
    {
        Tours[planned.Key] = planned.Stops;
        foreach (PlannedStop stop in planned.Stops) Commitment(stop.Commitment).Planned[stop.Step] = stop.StepTime;
    }

    /// <summary>A step in which only lent resources take part stands in no tour of this log: it is planned when it was agreed.</summary>
    private static void PlanLent(Commitment commitment, CommitmentEffect effect)
    {
        for (int step = 0; step < commitment.Steps.Length; step++)
        {
            if (commitment.Steps[step] is { IsLentWhole: true } lent) effect.Planned[step] = lent.At(lent.EarliestStart);
        }
    }

    private void DropTours(string resource)
    {
        foreach (TourKey tour in Tours.Keys.Where(tour => tour.Resource == resource && !Resources[resource].KeepsNow(tour)).ToList()) Tours[tour] = [];
    }

    private ResourceEffect EffectOn(string resource) => Resources.TryGetValue(resource, out ResourceEffect? effect) ? effect : Resources[resource] = new();

    private CommitmentEffect Commitment(string id) => Commitments.TryGetValue(id, out CommitmentEffect? effect) ? effect : Commitments[id] = new();
}
