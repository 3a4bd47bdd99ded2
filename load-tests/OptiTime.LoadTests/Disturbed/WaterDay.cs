using System.Collections.Immutable;
using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Directory;
using OptiTime.LoadTests.FirstCalls;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Optimization.Improving;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.LoadTests.Disturbed;

/// <summary>A day of Vivendi Water's technicians in one territory, booked the day before by those who called, one after the other.</summary>
internal sealed class WaterDay
{
    private const string Company = "vivendi-water";
    private const int CustomersInAll = 30_000;

    // So many callers in a row without a place: the day is full.
    private const int MissesInARow = 30;

    private const double LeastGain = 0.002;

    private const int BarrenPasses = 2;

    // Who is served today called yesterday morning at the latest.
    private static readonly Seconds CalledBefore = Seconds.FromHours(14);

    private readonly BusyCompany _company;

    /// <summary>Books the day.</summary>
    internal WaterDay(DisturbedPlan plan)
    {
        Settings = plan;
        _company = new BusyCompany(BusyCompany.Scenario(Company, new ScenarioSize(plan.Technicians, CustomersInAll, plan.Day + 1)), plan.Territory, plan.Day + 1);
        Number = BusyCompany.First + plan.Day;
        Plan = new DayPlan(_company.Plan.Board, _company.Plan.Catalogue);
        Plan.Send(new DefineTerritory(Plan.Board.Settings with { Freeze = Seconds.FromMinutes(plan.Freeze) }, null), Plan.Board.At);
        Fill(plan.Taken);
    }

    /// <summary>What is played.</summary>
    internal DisturbedPlan Settings { get; }

    /// <summary>The plan.</summary>
    internal DayPlan Plan { get; }

    /// <summary>The local day.</summary>
    internal int Number { get; }

    /// <summary>Its midnight.</summary>
    internal Moment Midnight => _company.Clock.StartOf(Number);

    /// <summary>The midnight after it.</summary>
    internal Moment After => _company.Clock.StartOf(Number + 1);

    /// <summary>Who may call.</summary>
    internal ImmutableArray<Customer> Customers => _company.Customers;

    /// <summary>What is sold.</summary>
    internal IEnumerable<Service> Services => _company.Services.Values;

    /// <summary>How full it is.</summary>
    internal PlanLoad Load => PlanLoad.Of(Plan.Board, _company.Workload.Resources, Number);

    /// <summary>
    /// Optimises it to the end, inside promises, as nothing has begun: what a silo's optimiser finds and what planning from scratch finds in turn, until
    /// they have twice made the road no shorter by so little as a five-hundredth.
    /// </summary>
    /// <param name="rounds">How many rounds of ruin and recreate each search takes.</param>
    /// <param name="stop">Gives up.</param>
    internal void Optimise(long rounds, CancellationToken stop)
    {
        Moment now = Midnight - CalledBefore;
        ulong seed = (ulong)Settings.Seed;
        for (int barren = 0; barren < BarrenPasses; seed++)
        {
            int before = Road;
            WholeDay.PlanAnew(Plan, Number, now, rounds, seed);
            Plan.Improve(new ImprovementOptions { FirstDay = Number, Days = 1, MostWork = int.MaxValue, Rounds = rounds, MostMoves = 12, Stability = 0 }, now, seed);
            stop.ThrowIfCancellationRequested();
            barren = before - Road <= before * LeastGain ? barren + 1 : 0;
        }
    }

    private int Road => DayRoads.Of(Plan.Board, Number).Distance.Value;

    private void Fill(double taken)
    {
        Moment now = Midnight - CalledBefore;
        int misses = 0;
        foreach (ServiceRequest request in _company.Requests.On(_company.Workload, Number))
        {
            if (misses == MissesInARow || Load.Share >= taken) break;
            bool isServed = Plan.TryBook(request.Id, request.Service, request.Customer, request.Preferred, ImpactAllowed.None, now)
                || (request.Preferred != request.Day && Plan.TryBook(request.Id, request.Service, request.Customer, request.Day, ImpactAllowed.None, now));
            misses = isServed ? 0 : misses + 1;
        }
    }
}
