using NodaTime;
using OptiTime.Demo.Companies;
using OptiTime.Demo.Scenarios;

namespace OptiTime.Demo.Loading;

/// <summary>Counts what a load has done, from many places at once, and tells how far it has come. Work is weighed by the hours that are filled.</summary>
/// <param name="scenario">What is loaded.</param>
/// <param name="progress">Who is told; null for nobody.</param>
internal sealed class LoadTally(Scenario scenario, IProgress<LoadProgress>? progress)
{
    // What a branch's master data weighs beside its days, as a share of them.
    private const double MasterData = 0.05;

    private readonly Lock _one = new();
    private double _whole, _done, _gained;
    private int _bookings, _unserved;

    /// <summary>How many bookings were made.</summary>
    internal int Bookings => _bookings;

    /// <summary>How many requests found no place.</summary>
    internal int Unserved => _unserved;

    /// <summary>Tells that work begins.</summary>
    internal void Begin()
    {
        _whole = scenario.Branches.Sum(branch => (1 + MasterData) * Weight(branch));
        Tell(0, isGained: false, "master data", 0, 0);
    }

    /// <summary>The master data of a branch are there.</summary>
    internal void Put(Branch branch) => Tell(MasterData * Weight(branch), isGained: false, "bookings", 0, 0);

    /// <summary>All of a branch was there already.</summary>
    internal void PassOver(Branch branch) => Tell((1 + MasterData) * Weight(branch), isGained: false, "bookings", 0, 0);

    /// <summary>Some of a day was filled by an earlier run.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="offset">Which day, from 0.</param>
    /// <param name="part">The part of it, 0 to 1.</param>
    internal void Inherit(Workload workload, int offset, double part) => Tell(part * Weight(workload, offset), isGained: false, "bookings", 0, 0);

    /// <summary>Some of a day was filled.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="offset">Which day, from 0.</param>
    /// <param name="part">The part of it that came to be done, 0 to 1.</param>
    /// <param name="bookings">How many bookings were made.</param>
    /// <param name="unserved">How many requests found no place.</param>
    internal void Fill(Workload workload, int offset, double part, int bookings, int unserved) =>
        Tell(part * Weight(workload, offset), isGained: true, "bookings", bookings, unserved);

    private double Weight(Branch branch) =>
        branch.Workloads.Sum(workload => Enumerable.Range(0, scenario.Days).Sum(offset => Weight(workload, offset)));

    // Hardly anybody works at weekends, and what little there is does not count here.
    private double Weight(Workload workload, int offset) =>
        scenario.FirstDay.PlusDays(offset).DayOfWeek > IsoDayOfWeek.Friday ? 0 : workload.Resources.Count * workload.Demand[offset].Share;

    private void Tell(double work, bool isGained, string stage, int bookings, int unserved)
    {
        lock (_one)
        {
            (_done, _bookings, _unserved) = (_done + work, _bookings + bookings, _unserved + unserved);
            if (isGained) _gained += work;
            if (_whole > 0) progress?.Report(new LoadProgress(Math.Min(1, _done / _whole), _gained / _whole, stage, _bookings));
        }
    }
}
