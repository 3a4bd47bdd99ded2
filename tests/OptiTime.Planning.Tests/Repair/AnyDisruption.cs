using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>Random things that happen in the field of a branch; some of them cannot have happened.</summary>
internal static class AnyDisruption
{
    internal static HandleDisruption On(Branch branch, Random random, RepairBudget? budget = null) =>
        new(branch.NewId("R"), Any(branch, random), budget ?? RepairBudget.Unlimited, random.Next(0, 2) == 0 ? "dispatcher" : null);

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
