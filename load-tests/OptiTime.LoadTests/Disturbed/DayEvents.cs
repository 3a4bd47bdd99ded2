using System.Collections.Immutable;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.LoadTests.Disturbed;

/// <summary>Somebody is ill.</summary>
/// <param name="At">When they say so.</param>
/// <param name="Resource">Who.</param>
/// <param name="Until">Until when they do not work.</param>
internal sealed record Illness(Moment At, string Resource, Moment Until);

/// <summary>A visit takes longer, which is seen when half of it is over, whenever that is.</summary>
/// <param name="Booking">Which.</param>
/// <param name="Extra">How much longer.</param>
internal sealed record LongVisit(string Booking, Seconds Extra);

/// <summary>Somebody calls for whom it cannot wait until tomorrow.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The id of the booking to be.</param>
/// <param name="Service">What for.</param>
/// <param name="Customer">Who.</param>
internal sealed record UrgentCall(Moment At, string Id, Service Service, Customer Customer);

/// <summary>What happens on a day, drawn from a seed on the plan of the morning: the same for every way to answer it.</summary>
/// <param name="Illnesses">Who is ill.</param>
/// <param name="LongVisits">What takes longer.</param>
/// <param name="UrgentCalls">Who calls.</param>
internal sealed record DayEvents(ImmutableArray<Illness> Illnesses, ImmutableArray<LongVisit> LongVisits, ImmutableArray<UrgentCall> UrgentCalls)
{
    // From when on people know that they are ill; others go home, and urgent calls come, in the working hours before the last two.
    private static readonly Seconds Dawn = Seconds.FromMinutes(390), FirstCall = Seconds.FromHours(8), LastCall = Seconds.FromHours(15);

    /// <summary>Draws them.</summary>
    internal static DayEvents Draw(WaterDay day)
    {
        DisturbedPlan plan = day.Settings;
        var dice = new Random(HashCode(plan));
        Tour[] tours = [.. day.Plan.Board.ToursOf(day.Number).Where(tour => !tour.Stops.IsEmpty)];
        string[] bookings = [.. tours.SelectMany(tour => tour.Stops).Select(stop => stop.Commitment).Order(StringComparer.Ordinal)];
        string[] people = [.. tours.Select(tour => day.Plan.Board.ResourceOf(tour.Resource).Resource.Id).Distinct().Order(StringComparer.Ordinal)];
        var illnesses = Some(people, plan.Absent).Select((who, rank) => new Illness(rank % 3 == 2 ? AnyTime() : day.Midnight + Dawn, who, day.After));
        var longer = Some(bookings, plan.Overrun).Select(booking => new LongVisit(booking, Seconds.FromMinutes(30 + (15 * dice.Next(5)))));
        Service[] urgent = [.. day.Services.Where(service => service.Class == PriorityClass.Urgent).OrderBy(service => service.Id, StringComparer.Ordinal)];
        var calls = Enumerable.Range(1, Count(bookings, plan.Urgent)).Select(number => new UrgentCall(
            AnyTime(), $"URGENT{number:000}", urgent[dice.Next(urgent.Length)], day.Customers[dice.Next(day.Customers.Length)]));
        return new DayEvents([.. illnesses], [.. longer], [.. calls]);

        Moment AnyTime() => day.Midnight + FirstCall + new Seconds(dice.Next((LastCall - FirstCall).Value));

        string[] Some(string[] all, double share)
        {
            string[] mixed = [.. all];
            dice.Shuffle(mixed);
            return mixed[..Count(all, share)];
        }
    }

    private static int Count(string[] all, double share) => (int)Math.Round(all.Length * share);

    // The same in every process, and another for every territory and day.
    private static int HashCode(DisturbedPlan plan) => plan.Territory.Aggregate((plan.Seed * 1_009) + plan.Day, (hash, letter) => unchecked((hash * 31) + letter));
}
