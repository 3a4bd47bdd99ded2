using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>Random branches whose services need several at once, and random questions to them.</summary>
internal static class Crews
{
    private static readonly PromiseRule Exact = new([], Seconds.FromMinutes(30), null);

    private static readonly PromiseRule Windows = new(
        [Lyon.Span("08:00-10:00"), Lyon.Span("10:00-12:30"), Lyon.Span("13:00-16:00")], Seconds.FromMinutes(30), Seconds.FromMinutes(30));

    /// <summary>A branch with trainers who travel (some need a licence), rooms and beamers at two sites, agents, and bookings of all of them.</summary>
    internal static Branch Busy(Random random, int bookings = 8)
    {
        var branch = new Branch(settings: Lyon.Settings with { HorizonDays = 4 });
        for (int index = 0; index < random.Next(1, 4); index++)
            branch.Hire(Trainer(random, $"T{index}") with { Requires = random.Next(0, 3) == 0 ? [Needs("licence")] : null });
        branch.Hire(
            Lyon.Room("M1"), Lyon.Room("M2", "GERLAND", capacity: random.Next(1, 3)), Beamer("B1", "OPERA", random.Next(1, 3)), Beamer("B2", "GERLAND", 1),
            Lyon.Agent("A1"), Lyon.Agent("A2") with { Working = Towns.AnyHours(random), Requires = random.Next(0, 2) == 0 ? [Needs("licence")] : null },
            Licence("L1", random.Next(1, 3)));
        for (int index = random.Next(0, bookings + 1); index > 0; index--)
        {
            SearchQuery query = random.Next(0, 2) == 0 ? AnyQuery(branch, random) : Towns.AnyQuery(branch, random);
            ImmutableArray<FoundOffer> offers = branch.Search(query).Offers;
            if (offers.Length > 0) branch.Send(new Book(branch.NewId("C"), branch.Terms(query, offers[random.Next(0, offers.Length)]), null, null));
        }
        return branch;
    }

    internal static SearchQuery AnyQuery(Branch branch, Random random)
    {
        Service service = AnyService(random);
        branch.Sell(service);
        bool travels = service.Steps[0].Roles.Any(role => role.Where == RolePlace.Customer);
        Moment from = Lyon.OnMonday("00:00") + Seconds.FromMinutes(random.Next(0, 1_500)), to = from + Seconds.FromMinutes(random.Next(120, 2_000));
        string[] people = [.. branch.Board.Resources.Select(entry => entry.Resource.Id)];
        return Branch.Ask(service, travels ? Towns.AnyPoint(random) : null, new Interval(from, to)) with
        {
            Refuse = random.Next(0, 4) == 0 ? [people[random.Next(0, people.Length)]] : [],
        };
    }

    /// <summary>A question for two or three steps: rooms and agents again, at once or on the next working day; and technicians, where somebody may travel.</summary>
    internal static SearchQuery AnyCourse(Branch branch, Random random, bool mayTravel)
    {
        bool visits = mayTravel && random.Next(0, 2) == 0;
        RolePlace place = visits && random.Next(0, 2) == 0 ? RolePlace.Customer : RolePlace.Site;
        Role room = AnyKind("room", RolePlace.Site) with { CleanUp = random.Next(0, 3) == 0 ? Seconds.FromMinutes(20) : null };
        Role agent = AnyKind("agent", RolePlace.Remote), trainer = AnyKind("technician", place);
        ImmutableArray<Role> roles = place == RolePlace.Customer ? [trainer, agent] : visits ? [room, trainer] : random.Next(0, 2) == 0 ? [room, agent] : [agent];
        var steps = ImmutableArray.CreateBuilder<ServiceStep>();
        for (int step = 0; step < random.Next(2, 4); step++)
        {
            bool isNextDay = random.Next(0, 2) == 0;
            ImmutableArray<string> same = [.. roles.Where(_ => random.Next(0, 3) > 0).Select(role => role.Name)];
            steps.Add(new ServiceStep(
                $"{step + 1}", Seconds.FromMinutes(random.Next(2, 5) * 30), Seconds.Zero, roles, step == 0 ? Seconds.Zero : Seconds.FromMinutes(random.Next(0, 3) * 30),
                step > 0 && !isNextDay ? Seconds.FromHours(random.Next(1, 5)) : null, step == 0 ? null : new StepFollows(same, isNextDay)));
        }
        Service service = Of("course" + random.Next(0, 1_000_000), Exact with { Granularity = Seconds.FromHours(1) }, steps.ToImmutable());
        branch.Sell(service);
        Moment from = Lyon.OnMonday("06:00") + Seconds.FromMinutes(random.Next(0, 600));
        return Branch.Ask(service, place == RolePlace.Customer ? Towns.AnyPoint(random) : null, new Interval(from, from + Seconds.FromHours(random.Next(12, 60))));
    }

    /// <summary>Takes a backlog job on that takes several resources, or several steps.</summary>
    internal static string RecordJob(Branch branch, Random random)
    {
        Service service = random.Next(0, 2) == 0 ? AnyService(random) : AnyCourse(branch, random, mayTravel: true).Service;
        branch.Sell(service);
        bool isAtCustomer = service.Steps[0].Roles.Any(role => role.Where == RolePlace.Customer), isAtSite = service.Steps[0].Roles.Any(role => role.Where == RolePlace.Site);
        Moment from = branch.Now + Seconds.FromMinutes(random.Next(0, 600));
        return branch.Record(
            service, isAtCustomer ? Towns.AnyPoint(random) : null, new Interval(from, from + Seconds.FromHours(random.Next(60, 120))), random.Next(0, 101),
            isAtSite ? random.Next(0, 2) == 0 ? "OPERA" : "GERLAND" : null);
    }

    internal static Service AnyService(Random random) => Of("crew" + random.Next(0, 1_000_000), random.Next(0, 2) == 0 ? Exact : Windows,
        new ServiceStep("1", Seconds.FromMinutes(random.Next(2, 8) * 15), Seconds.Zero, AnyRoles(random), Seconds.Zero, null));

    internal static Service Of(string id, PromiseRule promise, params ImmutableArray<ServiceStep> steps) =>
        new(id, id, PriorityClass.Project, steps, promise, Seconds.Zero, [], new Money(90_000));

    internal static Role AnyKind(string kind, RolePlace where, int count = 1) => new(kind, kind, [], count, where);

    internal static Requirement Needs(string kind) => new(kind, kind, []);

    internal static Resource Beamer(string id, string site, int capacity = 1) =>
        Lyon.Room(id, site, capacity) with { Kind = "beamer", Skills = [], Rates = new CostRates(new Money(700 + (id[^1] * 10)), Money.Zero) };

    internal static Resource Licence(string id, int capacity = 1) =>
        Lyon.Agent(id) with { Kind = "licence", Skills = [], Capacity = capacity, Rates = new CostRates(new Money(300), Money.Zero) };

    private static Resource Trainer(Random random, string id) => Towns.AnyTechnician(random, id);

    private static ImmutableArray<Role> AnyRoles(Random random)
    {
        RolePlace place = random.Next(0, 3) == 0 ? RolePlace.Customer : RolePlace.Site;
        Role trainer = AnyKind("technician", place) with { Skills = [new Skill("gas-boiler", 2)] };
        Role agent = AnyKind("agent", RolePlace.Remote, random.Next(1, 3)) with
        {
            Part = random.Next(0, 2) == 0 ? new RolePart(Seconds.FromMinutes(random.Next(0, 3) * 5), Seconds.FromMinutes(15)) : null,
        };
        if (place == RolePlace.Customer) return [trainer, agent];
        Role room = AnyKind("room", place) with { Setup = random.Next(0, 2) == 0 ? Seconds.FromMinutes(10) : null, CleanUp = random.Next(0, 2) == 0 ? Seconds.FromMinutes(20) : null };
        return random.Next(0, 5) switch
        {
            0 => [room, AnyKind("beamer", place, random.Next(1, 3))],
            1 => [room],
            2 => [trainer, room],
            // Whatever stands at the site will do: two roles with the same resources to choose from.
            3 => [room, AnyKind("thing", place) with { Kind = null }],
            _ => [trainer, room, AnyKind("beamer", place), agent],
        };
    }
}
