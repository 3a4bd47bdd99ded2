using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>Random Mondays that are full of work of all classes, with holds and jobs among it, on which somebody does not come.</summary>
internal static class HardDays
{
    private static readonly string[] Mornings = ["2026-11-23T05:30", "2026-11-23T05:30", "2026-11-23T07:10", "2026-11-23T09:40", "2026-11-23T12:20"];

    private static readonly Service[] Services =
    [
        Sold.Boiler, Sold.Boiler, Sold.Training, Sold.Meeting, HalfDay, HalfDay,
        Sold.Boiler with { Id = "leak", Class = PriorityClass.Urgent },
        Sold.Service("project", 100, Sold.Technician, AllDay) with { Class = PriorityClass.Project },
        Sold.Service("check", 35, Sold.Technician, AllDay) with { Class = PriorityClass.Maintenance },
    ];

    private static Service HalfDay =>
        Sold.Service("half-day", 45, Sold.Technician, new PromiseRule([Lyon.Span("08:00-12:00"), Lyon.Span("12:00-17:00")], Seconds.FromMinutes(15), null));

    private static PromiseRule AllDay => new([Lyon.Span("08:00-17:00")], Seconds.FromMinutes(15), null);

    /// <summary>A full Monday.</summary>
    internal static Branch Any(Random random, int technicians = 6, int calls = 30)
    {
        var branch = new Branch(settings: Lyon.Settings with { HorizonDays = 2, Freeze = Seconds.FromMinutes(random.Next(0, 3) * 45) });
        foreach (Service service in Services) branch.Sell(service);
        for (int index = 0; index < random.Next(3, technicians + 1); index++)
            branch.Hire(Towns.AnyTechnician(random, "T" + index) with { Working = random.Next(0, 3) == 0 ? Lyon.Hours("07:00-15:30") : Lyon.OfficeHours });
        branch.Hire(Lyon.Room("M1", capacity: 2), Lyon.Room("M2", "GERLAND"));
        for (int call = 0; call < calls; call++) Call(branch, random);
        branch.PlanJobs();
        foreach (Commitment work in branch.Board.Commitments.Values.Select(entry => entry.Commitment).Where(_ => random.Next(0, 10) == 0).ToList())
            branch.Send(new PinWork(work.Id, work.IsJob, "promised by the manager"));
        branch.Now = Lyon.At(Mornings[random.Next(0, Mornings.Length)]);
        branch.Done(new ExpireHolds());
        for (int call = 0; call < 3; call++) Call(branch, random);
        return branch;
    }

    /// <summary>Somebody who works and has something to do is absent for some of what is left of the day.</summary>
    internal static ResourceAbsent AnyAbsence(Branch branch, Random random)
    {
        ResourceEntry[] people = [.. branch.Board.Resources];
        Moment from = branch.Now + Seconds.FromMinutes(random.Next(0, 3) * 90);
        return new ResourceAbsent(people[random.Next(0, people.Length)].Resource.Id, new Interval(from, from + Seconds.FromMinutes(random.Next(60, 900))), "ill");
    }

    internal static RepairBudget AnyBudget(Random random) => new(
        random.Next(0, 3) == 0 ? random.Next(0, 4) : null, random.Next(0, 3) == 0 ? Seconds.FromMinutes(random.Next(0, 240)) : null,
        random.Next(0, 3) == 0 ? random.Next(0, 4) : null);

    /// <summary>The board with the facts of a disruption, and who has lost their place by them.</summary>
    internal static (Board Board, ImmutableArray<LostWork> Lost) After(Branch branch, Disruption disruption)
    {
        var draft = new Draft(branch.Board, branch.Now, branch.Board.Version + 1, []);
        ImmutableArray<LostWork> lost = LostPlaces.Make(ref draft, anew => FieldFacts.State(anew, disruption));
        return (draft.Board, lost);
    }

    /// <summary>The board a repair leads to, on which what found no place has lost it.</summary>
    internal static Board Repaired(Board board, IEnumerable<LostWork> lost, RepairPlan plan)
    {
        IEnumerable<Change> without = lost.Where(one => plan.Unplaced.Contains(one.Work.Id)).Select(one => (Change)(one.Work.State switch
        {
            CommitmentState.Held => new CommitmentEnded(one.Work.Id, Ending.Released, null),
            CommitmentState.Backlog => new CommitmentRecorded(Planning.Backlog.JobDecisions.PutBack(one.Work)),
            _ => new CommitmentRecorded(one.Broken(board)),
        }));
        return board.Assuming([.. plan.Changes, .. without], [], board.Version, board.At);
    }

    private static void Call(Branch branch, Random random)
    {
        Service service = Services[random.Next(0, Services.Length)];
        bool travels = service.Steps[0].Roles[0].Where == RolePlace.Customer;
        var monday = new Interval(Moment.Max(branch.Now, Lyon.OnMonday("06:00")), Lyon.OnMonday("20:00"));
        SearchQuery query = Branch.Ask(service, travels ? Towns.AnyPoint(random) : null, monday);
        if (travels && random.Next(0, 5) == 0)
        {
            branch.Record(service, query.At, monday with { To = Lyon.At("2026-11-24T17:00") });
            return;
        }
        if (random.Next(0, 6) == 0) query = query with { Require = ["T0"] };
        if (branch.Search(query).Offers is not { Length: > 0 } offers) return;
        OfferTerms terms = branch.Terms(query, offers[random.Next(0, offers.Length)]);
        branch.Send(random.Next(0, 7) == 0 ? new PlaceHold(branch.NewId("H"), terms, Seconds.FromHours(1)) : new Book(branch.NewId("C"), terms, null, null));
    }
}
