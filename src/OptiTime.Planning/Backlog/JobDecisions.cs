using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
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
            return Decision.Refuse(new Refusal(RefusalCode.UnknownService, $"There is no service '{terms.Service}'.", "service", []));
        if (Fault(draft, service, terms) is { } fault) return Decision.Refuse(fault);
        ServiceStep step = service.Steps[0];
        var waiting = new CommittedStep(
            step.Name, terms.Between, terms.Between.From, terms.Between.To - step.Duration, step.Duration, step.Spread, terms.Site, PlaceIdOf(terms), []);
        var job = new Commitment(
            command.Id, CommitmentState.Waiting, command.Id, Sold(catalogue, service), terms.Customer, null, terms.ExternalReference, [waiting], default, [],
            null, terms.Priority);
        draft.Add([new CommitmentRecorded(job)], terms.Place is { } place ? [place] : []);
        draft.Require(new OnlyAt(Catalogue.LogName, catalogue.Version));
        return draft.Decide(draft.AnswerFor(job, 1, created: true));
    }

    internal static Decision Plan(Draft draft, Catalogue catalogue, PlanJob command)
    {
        if (Find(draft.Board, command.Id, out Commitment job) is { } refusal) return refusal;
        if (job.State != CommitmentState.Waiting) return Decision.Refuse(RefusalCode.OfferTaken, "The job does not wait any more.");
        if (catalogue.Find(job.Service.Id) is not { } service || SlotSearch.NeedsGroup(draft.Board, service))
            return Decision.Refuse(RefusalCode.ServiceChanged, $"Service '{job.Service.Id}' is no longer sold as it was.");
        CommittedStep wanted = job.Steps[0];
        ServiceStep step = service.Steps[0];
        Interval starts = StartsOf(wanted.Promise, step, command);
        if (draft.Board.FindResource(command.Resource) is not { } resource || !Fits(draft.Board, resource, step.Roles[0], wanted.Site, starts, step.Duration))
            return Decision.Refuse(RefusalCode.OfferTaken, $"Resource '{command.Resource}' can not serve '{service.Id}'.");
        Location? point = wanted.Place is { } place && resource.IsMobile ? draft.Board.Places.PlaceOf(place).Location : null;
        var offered = new OfferedStep(wanted.Promise, starts.From, starts.To, starts.From, wanted.Site, []);
        if (Placement.Find(draft.Board, resource, offered, step, job.Id, point, draft.Now) is not { } placement)
            return Decision.Refuse(RefusalCode.OfferTaken, $"Resource '{command.Resource}' has no room left for it.");
        Commitment planned = job with
        {
            State = CommitmentState.Backlog,
            Service = Sold(catalogue, service),
            Steps = [AsPlanned(wanted, step, starts, new Assignment(step.Roles[0], command.Resource, placement.Tour.Unit))],
            Travel = placement.Added,
            Cost = SlotSearch.CostOf(resource, placement.Added, step.Duration),
        };
        draft.Add([new CommitmentRecorded(planned), placement.Tour.ToChange(command.Resource)]);
        draft.Require(new OnlyAt(Catalogue.LogName, catalogue.Version));
        return draft.Decide(draft.AnswerFor(planned, OnTime.Of(placement.Tour, placement.Index), created: false));
    }

    internal static Decision End(Draft draft, EndJob command)
    {
        if (Find(draft.Board, command.Id, out Commitment job) is { } refusal) return refusal;
        if (job.State == CommitmentState.Done) return Decision.Refuse(RefusalCode.AlreadyOver, "The job is done already.");
        Standing? standing = draft.Board.Find(job, 0);
        if (command.Ending == Ending.Cancelled && standing is { } over && over.Stop.End <= draft.Now)
            return Decision.Refuse(RefusalCode.AlreadyOver, $"The job was planned until {over.Stop.End}; what is over is not called off. Say that it is done.");
        Answer answer = draft.AnswerFor(job, 1, created: false);
        if (command.Ending == Ending.Done && standing is { } begun && begun.Stop.Start <= draft.Now)
        {
            // What has begun stays where it was: the rest of the tour was reckoned from there.
            Commitment done = job with { State = CommitmentState.Done };
            draft.Add([new CommitmentRecorded(done, command.Reason)]);
            return draft.Decide(answer with { Commitment = done });
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

    private static Refusal? Fault(Draft draft, Service service, JobTerms terms)
    {
        if (SlotSearch.NeedsGroup(draft.Board, service))
            return Invalid("service", $"Service '{service.Id}' has several steps, or needs several resources together; jobs are of one. Record a job for each, or book it.");
        RolePlace where = service.Steps[0].Roles[0].Where;
        if ((terms.Place is not null) != (where == RolePlace.Customer))
            return Invalid("location", where == RolePlace.Customer ? $"Service '{service.Id}' is done at a place: send lat and lon, or a customer with a location." : $"Service '{service.Id}' is not done at the customer's: leave lat and lon out.");
        if ((terms.Site is not null) != (where == RolePlace.Site))
            return Invalid("location", where == RolePlace.Site ? $"Service '{service.Id}' is done at a site: name it." : $"Service '{service.Id}' is not done at a site: leave the site out.");
        if (terms.Site is { } site && !draft.Board.Sites.ContainsKey(site))
            return new Refusal(RefusalCode.UnknownSite, $"There is no site '{site}' in territory '{draft.Board.Settings.Id}'.", "location.site", []);
        if (terms.Site is { } there && !service.Sites.IsEmpty && !service.Sites.Contains(there))
            return Invalid("location.site", $"Service '{service.Id}' is given at {string.Join(", ", service.Sites)}, not at '{there}'.");
        Seconds room = terms.Between.To - Moment.Max(terms.Between.From, draft.Now);
        return room < service.Steps[0].Duration
            ? Invalid("due", $"Leaves {room} for {service.Steps[0].Duration} of work. Send a later 'due', or an earlier 'earliest'.") : null;
    }

    private static Refusal Invalid(string field, string message) => new(RefusalCode.Invalid, message, field, []);

    private static SoldService Sold(Catalogue catalogue, Service service) => new(service.Id, service.Name, service.Class, service.Price, catalogue.Version);

    private static string? PlaceIdOf(JobTerms terms) => terms.Site is { } site ? SiteEntry.PlaceId(site) : terms.Place?.Id;

    /// <summary>Between which starts it is to be planned now: what was found, and never outside its own range as the service is today.</summary>
    private static Interval StartsOf(Interval range, ServiceStep step, PlanJob command) =>
        new(Moment.Max(range.From, command.EarliestStart), Moment.Min(range.To - step.Duration, command.LatestStart));

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

    private static bool Fits(Board board, ResourceEntry resource, Role role, string? site, Interval starts, Seconds duration)
    {
        if (starts.To < starts.From || !resource.Requirements.IsEmpty || !Eligibility.Fits(resource.Resource, role, site is null ? [] : [site])) return false;
        return site is null || !resource.IsMobile || (board.Sites.TryGetValue(site, out SiteEntry? entry) && entry.IsOpen(new Interval(starts.From, starts.To + duration)));
    }
}
