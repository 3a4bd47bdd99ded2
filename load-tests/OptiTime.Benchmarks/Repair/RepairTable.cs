using System.Diagnostics;
using System.Globalization;
using OptiTime.LoadTests.Measures;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Verification;

namespace OptiTime.Benchmarks.Repair;

/// <summary>
/// The row of DESIGN §9 for repairs: of a full day each technician is absent in turn, and what they were to do is put back. Beside it plain reinsertion, which
/// moves nobody else. Figures are of one repair; moved are the bookings that change technician or order beside those that had lost their place.
/// </summary>
internal static class RepairTable
{
    private static readonly (int Seed, int Minutes)[] Days = [(1, 36), (2, 36), (3, 36)];

    /// <summary>What repairs of one kind came to.</summary>
    private sealed class Tally
    {
        internal List<double> Took { get; } = [];

        internal List<int> Moved { get; } = [];

        internal List<double> Processor { get; } = [];

        internal long Lost, Unplaced, Shifted, Road, Allocated, Resources;
    }

    /// <summary>Prints the table, as Markdown.</summary>
    /// <param name="quick">One day, every tenth technician.</param>
    internal static void Report(bool quick)
    {
        Console.WriteLine(Workplace.Describe(DateTimeOffset.UtcNow));
        Console.WriteLine("\n| day | utilisation | repair | lost | without a place | moved (most) | resources | shifted | road | median | p99 | processor | p99 | allocated |");
        Console.WriteLine("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach ((int seed, int minutes) in quick ? Days[..1] : Days)
        {
            var day = FullDay.Of(seed, minutes);
            foreach ((string name, Func<Board, IReadOnlyCollection<LostWork>, RepairPlan> repair) in Repairs)
            {
                Tally tally = Repair(day, repair, quick ? 10 : 1);
                Print(day, seed, name, tally);
            }
        }
    }

    private static (string Name, Func<Board, IReadOnlyCollection<LostWork>, RepairPlan> Repair)[] Repairs { get; } =
    [
        ("smallest", (board, lost) => RepairSearch.Find(board, lost, RepairBudget.Unlimited, FullDay.Now)),
        ("plain reinsertion", (board, lost) => GreedyReinsertion.Find(board, lost, RepairBudget.Unlimited, FullDay.Now)),
        ("nobody moved", (board, lost) => RepairSearch.Find(board, lost, new RepairBudget(MaximumMoved: 0), FullDay.Now)),
    ];

    private static Tally Repair(FullDay day, Func<Board, IReadOnlyCollection<LostWork>, RepairPlan> repair, int every)
    {
        // Code that has not run often yet is slower than it will be.
        for (int technician = 0; technician < day.Tours.Length; technician += 3)
        {
            (Board board, var lost) = day.Without(technician);
            repair(board, lost);
        }
        var tally = new Tally();
        for (int technician = 0; technician < day.Tours.Length; technician += every)
        {
            (Board board, var lost) = day.Without(technician);
            // On a shared machine the time on the clock is also the neighbours'.
            TimeSpan processor = Environment.CpuUsage.TotalTime;
            long allocated = GC.GetAllocatedBytesForCurrentThread(), began = Stopwatch.GetTimestamp();
            RepairPlan plan = repair(board, lost);
            tally.Took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            tally.Processor.Add((Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
            tally.Allocated += GC.GetAllocatedBytesForCurrentThread() - allocated;
            Board after = board.Assuming(plan.Changes, [], board.Version, board.At);
            if (plan.Unplaced.IsEmpty && BoardChecker.Check(BoardSnapshot.Of(after)) is [var breach, ..]) throw new InvalidOperationException($"The repair breaks a promise: {breach}");
            tally.Moved.Add(plan.Figures.Moved);
            tally.Lost += lost.Length;
            tally.Unplaced += plan.Unplaced.Length;
            tally.Shifted += plan.Figures.Shifted.Value;
            tally.Road += FullDay.RoadOf(after) - FullDay.RoadOf(day.Board);
            tally.Resources += plan.Figures.Resources;
        }
        return tally;
    }

    private static void Print(FullDay day, int seed, string name, Tally tally)
    {
        double[] took = [.. tally.Took.Order()];
        int repairs = took.Length;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {seed}: {day.Board.Commitments.Count} jobs, {day.Refused} refused | {day.Utilisation():P0} | {name} | {(double)tally.Lost / repairs:0.0} | {(double)tally.Unplaced / repairs:0.00} | {tally.Moved.Average():0.0} ({tally.Moved.Max()}) | {(double)tally.Resources / repairs:0.0} | {tally.Shifted / 60.0 / repairs:0} min | {tally.Road / 60.0 / repairs:+0;-0} min | {took[repairs / 2]:0.0} ms | {took[repairs * 99 / 100]:0.0} ms | {tally.Processor.Average():0.0} ms | {tally.Processor.Order().ElementAt(repairs * 99 / 100):0.0} ms | {tally.Allocated / repairs / 1_024:0} KiB |"));
    }
}
