using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.WhatIf;

/// <summary>A change that cannot be imagined, because it is not possible.</summary>
/// <param name="Index">Which of the changes.</param>
/// <param name="Refusal">Why not.</param>
public sealed record ImpossibleChange(int Index, Refusal Refusal);

/// <summary>What changes do to what stands already.</summary>
/// <param name="Displaced">How many bookings and holds lost their place.</param>
/// <param name="Broken">The ids of those that found no other within their promises.</param>
/// <param name="Impossible">The first change that is not possible; null when all are.</param>
public sealed record Displacement(int Displaced, ImmutableArray<string> Broken, ImpossibleChange? Impossible)
{
    /// <summary>How many backlog jobs lost their place.</summary>
    public int Jobs { get; init; }

    /// <summary>The ids of those that found no other within their range: they wait again.</summary>
    public ImmutableArray<string> Waiting { get; init; } = [];

    private const int Tries = 4;

    /// <summary>How much is looked at for one that lost its place, in positions.</summary>
    private const long PositionsASearch = 2_000_000;

    /// <summary>
    /// Makes changes on a plan: first all of them, then what lost its place is placed anew, in the order of the promises, and then the jobs, in the order in
    /// which planners look at them.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="changes">The changes; those of demand say nothing here.</param>
    /// <param name="now">The present: what has begun stays served.</param>
    /// <param name="stop">Gives up: nobody wants to know any more.</param>
    internal static Displacement Make(TrialPlan plan, IReadOnlyList<HypotheticalChange> changes, Moment now, CancellationToken stop = default)
    {
        var displaced = new List<Commitment>();
        HashSet<string> planned = [.. plan.Board.Commitments.Values.Where(entry => entry.Commitment.State == CommitmentState.Backlog).Select(entry => entry.Commitment.Id)];
        for (int index = 0; index < changes.Count; index++)
        {
            if (Make(plan, changes[index], now, displaced) is { } refusal) return new Displacement(0, [], new ImpossibleChange(index, refusal));
        }
        var broken = ImmutableArray.CreateBuilder<string>();
        foreach (Commitment commitment in displaced.OrderBy(one => one.Steps[0].Promise.From).ThenBy(one => one.Id, StringComparer.Ordinal))
        {
            if (stop.IsCancellationRequested) break;
            if (!TryPlace(plan, commitment, now, stop)) broken.Add(commitment.Id);
        }
        string[] jobs = [.. plan.Board.Waiting.Select(job => job.Id).Where(planned.Contains)];
        return new Displacement(displaced.Count, broken.DrainToImmutable(), null) { Jobs = jobs.Length, Waiting = [.. jobs.Where(job => stop.IsCancellationRequested || !plan.TryPlan(job, now, PositionsASearch))] };
    }

    private static Refusal? Make(TrialPlan plan, HypotheticalChange change, Moment now, List<Commitment> displaced)
    {
        if (change is WithDemand) return null;
        if (CommandOf(plan.Board, change) is not { } command)
            return new Refusal(RefusalCode.UnknownResource, $"There is no resource '{(change as WithAbsence)?.Resource}' in territory '{plan.Board.Settings.Id}'.");
        Refusal? refusal = null;
        for (int time = 0; time < Tries; time++)
        {
            refusal = plan.Send(command, now).Refusal;
            if (refusal is not { Code: RefusalCode.WouldBreakCommitments }) break;
            foreach (string id in refusal.Commitments)
            {
                Commitment commitment = plan.Board.Commitments[id].Commitment;
                bool isAhead = plan.Board.PlannedTimes(commitment) is not [var first, ..] || first.From > now;
                if (isAhead && commitment.State == CommitmentState.Backlog)
                {
                    plan.PutBack(commitment, now);
                    continue;
                }
                if (isAhead) displaced.Add(commitment);
                plan.Vacate(id, now);
            }
        }
        return refusal;
    }

    private static Command? CommandOf(Board board, HypotheticalChange change)
    {
        switch (change)
        {
            case WithoutResource without:
                return new RemoveResource(without.Resource, null);
            case WithResource with:
                return new PutResource(with.Resource, with.Home, null);
            case WithAbsence absence when board.FindResource(absence.Resource)?.Resource is { } resource:
                Calendars.WorkingTime working = resource.Working ?? Calendars.WorkingTime.Always;
                working = working with { Absences = working.Absences.Add(new Calendars.Absence(absence.During, null)) };
                return new PutResource(resource with { Working = working }, resource.Home is { } home ? board.Places.PlaceOf(home) : null, null);
            default:
                return null;
        }
    }

    /// <summary>Places a commitment anew with the promises it has. What is lent was sold by another territory, which alone could find somebody else for it.</summary>
    private static bool TryPlace(TrialPlan plan, Commitment commitment, Moment now, CancellationToken stop)
    {
        if (commitment.Loan is not null || plan.Catalogue.Find(commitment.Service.Id) is not { } service) return false;
        CommittedStep first = commitment.Steps[0], last = commitment.Steps[^1];
        Moment end = Moment.Max(last.Promise.To, last.LatestStart + last.Duration);
        string? place = commitment.Steps.Where(step => step.Site is null).Select(step => step.Place).FirstOrDefault(one => one is not null);
        var query = new SearchQuery(
            service with { LeadTime = Seconds.Zero }, place is null ? null : plan.Board.Places.PlaceOf(place).Location,
            new Interval(Moment.Min(first.EarliestStart, first.Promise.From), end), [first.Promise], [], [], [], first.Site is { } site ? [site] : [], null,
            ImpactAllowed.None, 1, PositionsASearch);
        SearchResult found = plan.FindOffers(query, now, stop);
        return !found.Offers.IsEmpty && plan.Book(query, found.Offers[0], commitment.Tier, now).Refusal is null;
    }
}
