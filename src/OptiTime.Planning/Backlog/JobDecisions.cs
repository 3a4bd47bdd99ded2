using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Groups;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Backlog;

/// <summary>Taking backlog jobs on, planning them, putting them back and ending them.</summary>
internal static class JobDecisions
{
    internal static Decision Record(Draft draft, Catalogue catalogue, RecordJob command)
    {
        JobTerms terms = command.Terms;
        if (OfferTaking.IdInUse(draft.Board, command.Id) is { } inUse) return inUse;
        if (catalogue.Find(terms.Service) is not { } service)
            return Decision.Refuse(Refusal.At(RefusalCode.UnknownService, "service", $"There is no service '{terms.Service}'.", "GET /v1/services lists them."));
        if (JobFaults.Find(draft.Board, service, terms, draft.Now) is { } fault) return Decision.Refuse(fault);
        var job = new Commitment(
            command.Id, CommitmentState.Waiting, command.Id, Sold(catalogue, service), terms.Customer, null, terms.ExternalReference,
            [.. service.Steps.Select(step => Waiting(step, terms))], default, [], null, terms.Priority);
        draft.Add([new CommitmentRecorded(job)], terms.Place is { } place ? [place] : []);
        draft.Require(new OnlyAt(Catalogue.LogName, catalogue.Version));
        return draft.Decide(draft.AnswerFor(job, 1, created: true));
    }

    internal static Decision Plan(Draft draft, Catalogue catalogue, PlanJob command)
    {
        if (Find(draft.Board, command.Id, out Commitment job) is { } refusal) return refusal;
        return job.State == CommitmentState.Waiting
            ? JobPlanning.Plan(draft, catalogue, job, command) : Decision.Refuse(RefusalCode.OfferTaken, "The job does not wait any more.");
    }

    internal static Decision End(Draft draft, EndJob command)
    {
        if (Find(draft.Board, command.Id, out Commitment job) is { } refusal) return refusal;
        if (job.State == CommitmentState.Done) return Decision.Refuse(RefusalCode.AlreadyOver, "The job is done already.");
        ImmutableArray<Interval> planned = draft.Board.PlannedTimes(job);
        if (command.Ending == Ending.Cancelled && planned is [.., var last] && last.To <= draft.Now)
            return Decision.Refuse(RefusalCode.AlreadyOver, $"The job was planned until {draft.Board.Clock.Tell(last.To)}; what is over is not called off. Say that it is done.");
        Answer answer = draft.AnswerFor(job, 1, created: false);
        if (command.Ending == Ending.Done && Begun(draft, job) is { IsEmpty: false } begun)
        {
            // What has begun stays where it was: the rest of the tour was reckoned from there. Steps that have not give their time back.
            Commitment done = job with { State = CommitmentState.Done, Steps = begun };
            ImmutableArray<TourPlanned> left = Vacancy.Tours(draft.Board, job, draft.Now, leaves: (step, _) => step >= begun.Length);
            draft.Add([.. left, new CommitmentRecorded(done, command.Reason)]);
            draft.Add([.. OvertimePeriods.GivenBack(draft.Board, left, draft.Now)]);
            return draft.Decide(answer with { Commitment = done, Planned = draft.Board.PlannedTimes(done) });
        }
        draft.End(job, command.Ending, command.Reason);
        return draft.Decide(answer with { Ending = command.Ending });
    }

    /// <summary>A planned job as it is when it waits again.</summary>
    internal static Commitment PutBack(Commitment job) => job with
    {
        State = CommitmentState.Waiting,
        Steps = [.. job.Steps.Select(step => step with { EarliestStart = step.Promise.From, LatestStart = step.Promise.To - step.Duration, Assignments = [] })],
        Travel = default,
        Cost = [],
        Pinned = null,
    };

    private static Decision? Find(Board board, string id, out Commitment job)
    {
        bool found = board.Commitments.TryGetValue(id, out CommitmentEntry entry) && entry.Commitment.IsJob;
        job = entry.Commitment;
        return found ? null : Decision.Refuse(RefusalCode.UnknownCommitment, "There is no such job: it was never recorded, or it has ended.");
    }

    /// <summary>The steps of a planned job that have begun, while any of its steps is still on the board.</summary>
    private static ImmutableArray<CommittedStep> Begun(Draft draft, Commitment job)
    {
        int left = draft.Board.PlannedTimes(job).Count(time => time.From > draft.Now);
        bool stands = Enumerable.Range(0, job.Steps.Length).Any(step => draft.Board.Find(job, step) is not null);
        return stands ? job.Steps[..^left] : [];
    }

    /// <summary>A step of a job that waits: it may be done at any time of the job's range.</summary>
    private static CommittedStep Waiting(ServiceStep step, JobTerms terms)
    {
        (string? site, string? place) = WhereOf(step, terms.Site, terms.Place);
        return new CommittedStep(
            step.Name, terms.Between, terms.Between.From, terms.Between.To - step.Duration, step.Duration, step.Spread, site, place, [],
            step.MinimumLag == Seconds.Zero ? null : step.MinimumLag, step.MaximumLag, step.Follows);
    }

    /// <summary>The site and the place of a step, of what was named for its service.</summary>
    internal static (string? Site, string? Place) WhereOf(ServiceStep step, string? site, Place? place) => GroupSearch.PlaceOf(step) switch
    {
        RolePlace.Site => (site, SiteEntry.PlaceId(site!)),
        RolePlace.Customer => (null, place!.Id),
        _ => (null, null),
    };

    /// <summary>The step of a job once somebody does it: it slides inside the day and the hours it was planned in.</summary>
    internal static CommittedStep AsPlanned(CommittedStep waiting, ServiceStep step, Interval starts, Assignment who) => waiting with
    {
        Name = step.Name,
        EarliestStart = starts.From,
        LatestStart = starts.To,
        Duration = step.Duration,
        Spread = step.Spread,
        Assignments = [who],
    };

    /// <summary>A service as a job is taken on for it.</summary>
    internal static SoldService Sold(Catalogue catalogue, Service service) => new(service.Id, service.Name, service.Class, service.Price, catalogue.Version);
}
