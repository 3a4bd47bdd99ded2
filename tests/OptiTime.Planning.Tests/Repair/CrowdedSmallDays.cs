using System.Collections.Immutable;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>Random short days of two or three technicians who have hardly a free hour: small enough for every repair there is to be tried.</summary>
internal static class CrowdedSmallDays
{
    /// <summary>Everybody drives so many kilometres an hour, at any hour.</summary>
    internal const double Speed = 30;

    private static readonly PromiseRule HalfDays = new([Lyon.Span("08:00-10:30"), Lyon.Span("10:30-13:00")], Seconds.FromMinutes(15), null);

    private static readonly PromiseRule AllDay = new([Lyon.Span("08:00-13:00")], Seconds.FromMinutes(15), null);

    /// <summary>A day with three to six bookings, before it begins or while it is on.</summary>
    internal static Branch Any(Random random)
    {
        var steady = new TravelProfile("car", 1.3, [.. Enumerable.Repeat(Speed, 24)]);
        var branch = new Branch(settings: Lyon.Settings with { HorizonDays = 2, Profiles = [steady] });
        ImmutableArray<Service> services =
        [
            Sold.Service("half-day", 60, Sold.Technician, HalfDays), Sold.Service("long", 85, Sold.Technician, AllDay), Sold.Service("check", 50, Sold.Technician, AllDay),
            Sold.Service("leak", 60, Sold.Technician, HalfDays) with { Class = PriorityClass.Urgent },
        ];
        foreach (Service service in services) branch.Sell(service);
        for (int index = random.Next(2, 4); index > 0; index--)
            branch.Hire(Lyon.Technician("T" + index, Lyon.Hours(random.Next(0, 3) == 0 ? "08:00-13:00" : "08:00-12:00")));
        int bookings = random.Next(3, 7);
        for (int call = 0; call < 14 && branch.Board.Commitments.Count < bookings; call++)
        {
            SearchQuery query = Branch.Ask(services[random.Next(0, services.Length)], Towns.AnyPoint(random), Lyon.MondaySpan("08:00-13:00"));
            if (branch.Search(query).Offers is not { Length: > 0 } offers) continue;
            OfferTerms terms = branch.Terms(query, offers[random.Next(0, offers.Length)]) with { AnyResource = random.Next(0, 5) > 0 };
            branch.Done(new Book(branch.NewId("C"), terms, null, null));
        }
        if (random.Next(0, 4) == 0 && branch.Board.Commitments.Count > 0) branch.Send(new PinWork(branch.Board.Commitments.Values.First().Commitment.Id, false, "promised"));
        branch.Now = Lyon.OnMonday(random.Next(0, 3) == 0 ? "08:40" : "05:30");
        return branch;
    }
}
