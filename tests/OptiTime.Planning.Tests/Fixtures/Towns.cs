using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>Random branches with a few people, rooms and bookings, and random questions to them.</summary>
internal static class Towns
{
    private static readonly string[] Mornings = ["2026-11-22T18:00", "2026-11-23T07:10", "2026-11-23T09:40", "2026-11-23T12:20", "2026-11-23T15:05"];

    /// <summary>A branch on one of its days, before or during work, with some bookings.</summary>
    internal static Branch Busy(Random random, int bookings = 12, int technicians = 3)
    {
        var branch = new Branch(settings: Lyon.Settings with { HorizonDays = 3 });
        for (int index = 0; index < random.Next(1, technicians + 1); index++) branch.Hire(AnyTechnician(random, "T" + index));
        branch.Hire(Lyon.Room("M1", capacity: random.Next(1, 3)), Lyon.Room("M2", "GERLAND", seats: 20) with { Working = AnyHours(random) }, Lyon.Agent("A1"));
        for (int index = random.Next(0, bookings + 1); index > 0; index--)
        {
            SearchQuery query = AnyQuery(branch, random);
            ImmutableArray<FoundOffer> offers = branch.Search(query).Offers;
            if (offers.Length > 0) branch.Send(new Book(branch.NewId("C"), branch.Terms(query, offers[random.Next(0, offers.Length)]), null, null));
        }
        branch.Now = Lyon.At(Mornings[random.Next(0, Mornings.Length)]);
        return branch;
    }

    internal static Resource AnyTechnician(Random random, string id) =>
        Lyon.Technician(id, AnyHours(random)) with { Rates = new CostRates(new Money(random.Next(30, 60) * 100), new Money(random.Next(20, 80))) };

    internal static WorkingTime AnyHours(Random random) => random.Next(0, 8) switch
    {
        6 => Lyon.Hours("01:00-09:00", "04:00-04:30"),
        7 => Lyon.Hours("00:00-00:00", "12:00-12:45"),
        0 => Lyon.Hours("08:00-17:00"),
        1 => Lyon.Hours("08:00-17:00", "10:00-10:15", "12:00-13:00", "15:00-15:20"),
        2 => Lyon.Hours("20:00-05:00", "00:30-01:00"),
        3 => Lyon.Hours("07:00-12:00"),
        4 => Lyon.OfficeHours with { Absences = [new Absence(Lyon.MondaySpan("11:00-14:30"), "training")] },
        _ => Lyon.OfficeHours,
    };

    internal static WorkingTime AnyOpening(Random random) => random.Next(0, 3) switch
    {
        0 => Lyon.Hours("09:00-19:00"),
        1 => Lyon.Hours("06:00-22:00", "12:00-14:00"),
        _ => Lyon.Opera.Opening,
    };

    internal static SearchQuery AnyQuery(Branch branch, Random random)
    {
        Service service = new[] { Sold.Boiler, Sold.Boiler, Sold.Meeting, Sold.Advice, Sold.NightCall, Sold.Training }[random.Next(0, 6)];
        Moment from = Lyon.OnMonday("00:00") + Seconds.FromMinutes(random.Next(-600, 3_000)), to = from + Seconds.FromMinutes(random.Next(60, 3_600));
        bool travels = service.Steps[0].Roles[0].Where == RolePlace.Customer;
        SearchQuery query = Branch.Ask(service, travels ? AnyPoint(random) : null, new Interval(from, to));
        string[] people = [.. branch.Board.Resources.Select(entry => entry.Resource.Id)];
        return query with
        {
            Refuse = random.Next(0, 4) == 0 ? [people[random.Next(0, people.Length)]] : [],
            Require = random.Next(0, 6) == 0 ? [people[random.Next(0, people.Length)]] : [],
            Wishes = random.Next(0, 3) == 0 ? [new Interval(from + Seconds.FromHours(1), from + Seconds.FromHours(random.Next(2, 30)))] : [],
        };
    }

    internal static Location AnyPoint(Random random) => new(45.68 + (random.NextDouble() * 0.14), 4.76 + (random.NextDouble() * 0.18));
}
