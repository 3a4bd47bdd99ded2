using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>Random things that happen in the field of a branch; some of them cannot have happened.</summary>
internal static class AnyDisruption
{
    internal static HandleDisruption On(Branch branch, Random random, RepairBudget? budget = null) => random.Next(0, 8) == 0
        ? Urgent(branch, random, budget)
        : new(branch.NewId("R"), Any(branch, random), budget ?? RepairBudget.Unlimited, random.Next(0, 2) == 0 ? "dispatcher" : null);

    /// <summary>Work comes up that cannot wait: anything that is sold, here or there, now and then by somebody in particular.</summary>
    internal static HandleDisruption Urgent(Branch branch, Random random, RepairBudget? budget = null)
    {
        Service service = new[] { Sold.Boiler, Sold.Boiler, Sold.Meeting, Sold.Advice, Sold.NightCall, Sold.Training }[random.Next(0, 6)];
        Place? place = service.Steps[0].Roles[0].Where == RolePlace.Customer ? new Place(branch.NewId("P"), Towns.AnyPoint(random)) : null;
        string? site = service.Steps[0].Roles[0].Where == RolePlace.Site ? random.Next(0, 2) == 0 ? Lyon.Opera.Id : Lyon.Gerland.Id : null;
        var wishes = new ResourceWishes(random.Next(0, 4) == 0 ? ["T0", "M1"] : [], random.Next(0, 4) == 0 ? ["T1"] : []);
        var work = new UrgentWork(branch.NewId("C"), service.Id, branch.Now + Seconds.FromMinutes(random.Next(-5, 900)), null);
        return new HandleDisruption(branch.NewId("R"), work, budget ?? RepairBudget.Unlimited, null)
        {
            Urgent = new UrgentTerms("customer", "gold", null, place, site, wishes),
            ProposeFor = random.Next(0, 2) == 0 ? Seconds.FromHours(1) : null,
        };
    }

    private static Disruption Any(Branch branch, Random random)
    {
        string[] people = [.. branch.Board.Resources.Select(entry => entry.Resource.Id), "T9"];
        string who = people[random.Next(0, people.Length)];
        Commitment[] all = [.. branch.Board.Commitments.Values.Select(entry => entry.Commitment)];
        Commitment? work = all.Length == 0 ? null : all[random.Next(0, all.Length)];
        Moment from = branch.Now + Seconds.FromMinutes(random.Next(-300, 1_500));
        var span = new Interval(from, from + Seconds.FromMinutes(random.Next(10, 700)));
        return random.Next(0, 9) switch
        {
            0 or 1 => new ResourceAbsent(who, span, "ill"),
            2 => new ResourceBrokenDown(who, span, null),
            3 => new ResourceLate(who, span.To),
            8 => new TrafficSlow(new TrafficDelay(Towns.AnyPoint(random), new Metres(random.Next(100, 12_000)), span, 1 + (random.NextDouble() * 4))),
            4 => new SiteClosed(random.Next(0, 2) == 0 ? Lyon.Opera.Id : Lyon.Gerland.Id, span, "strike"),
            5 when work is not null => new CustomerAbsent(work.Id),
            _ when work is not null => Overrun(branch, random, work),
            _ => new ResourceAbsent(who, span, null),
        };
    }

    private static WorkOverruns Overrun(Branch branch, Random random, Commitment work)
    {
        int step = work.Steps.Length == 1 ? 0 : random.Next(0, work.Steps.Length);
        Moment planned = branch.Board.TimeOf(work, step)?.To ?? branch.Now;
        return new WorkOverruns(work.Id, step, planned + Seconds.FromMinutes(random.Next(-20, 200)));
    }
}
