using OptiTime.Planning.Demand;
using OptiTime.Planning.Optimization.Improving;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Optimization.Improving;

/// <summary>What it costs to leave a job waiting: at least the work of all who do it, so that doing it pays.</summary>
public sealed class WaitingCostsTests
{
    private readonly Branch _branch = new();

    [Fact]
    public void Where_two_do_a_job_the_work_of_both_counts()
    {
        _branch.Hire(Lyon.Technician("T1"), Lyon.Technician("T2"));

        long hourOfOne = CostOf(JobFor(1, hours: 2)) - CostOf(JobFor(1, hours: 1)), hourOfTwo = CostOf(JobFor(2, hours: 2)) - CostOf(JobFor(2, hours: 1));

        hourOfOne.ShouldBeGreaterThan(0);
        hourOfTwo.ShouldBe(2 * hourOfOne);
    }

    [Fact]
    public void The_nearer_it_is_due_and_the_higher_it_ranks_the_more_it_costs_to_wait()
    {
        _branch.Hire(Lyon.Technician("T1"));
        Service service = Sell(1, hours: 1);
        long far = CostOf(Record(service, days: 9)), near = CostOf(Record(service, days: 2)), first = CostOf(Record(service, days: 2, priority: 100));

        near.ShouldBeGreaterThan(far);
        first.ShouldBeGreaterThan(near);
    }

    private string JobFor(int technicians, int hours) => Record(Sell(technicians, hours), days: 5);

    private Service Sell(int technicians, int hours)
    {
        Service service = Crews.Of(
            $"by{technicians}for{hours}", new PromiseRule([], Seconds.FromMinutes(15), null),
            new ServiceStep("1", Seconds.FromHours(hours), Seconds.Zero, [Crews.AnyKind("technician", RolePlace.Customer, technicians)], Seconds.Zero, null));
        _branch.Sell(service);
        return service;
    }

    private string Record(Service service, int days, int priority = 50) =>
        _branch.Record(service, Lyon.Bron, new Interval(_branch.Now, Lyon.Clock.AfterDays(_branch.Now, days)), priority);

    private long CostOf(string job) => WaitingCosts.Of(_branch.Board, _branch.Catalogue, _branch.CommitmentOf(job), _branch.Now, new ImprovementOptions());
}
