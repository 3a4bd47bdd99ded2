using System.CommandLine;
using System.Globalization;
using OptiTime.LoadTests.Dynamic;
using OptiTime.LoadTests.Measures;
using OptiTime.LoadTests.Reports;
using OptiTime.Silo.Commands;

namespace OptiTime.LoadTests.Commands;

/// <summary><c>dynamic</c>: public instances whose requests become known in the course of the day.</summary>
internal static class DynamicCommand
{
    private const string Lesson =
        """
        Plays public instances with release dates by the clock of the instance: Solomon's with Lackner's (--set lackner), or Pillac's technicians with his own (--set technician). Of 10, 30, 50, 70 or 90 requests in a hundred nobody knows in the morning. When one becomes known it is put in where it is cheapest, and then all that no vehicle has left for is planned anew by ruin and recreate; who has no place then is refused for good. A vehicle leaves for its next stop as late as it can without serving it later than planned, waits where it is until then, and is never called back from its way. Each day is played once more by cheapest insertion alone, from the same plan in the morning; and each is driven again by a referee who shares nothing with the search.

        Technicians have skills, tools and parts, and may fetch once at the depot whatever they lack; what they carry, have used up and have fetched goes on with them. Whoever sets out does so as late as brings them home no later; whoever has nothing more to do drives home, and may set out again. What counts is their working time from leaving home to coming back, waiting included, as in Pillac's table of best known solutions (../shared/data/technician/best-known.tex); the road is told beside it. Distances are in double precision.

        With Lackner's dates roads and times are truncated to one decimal, as those of the best known are (../shared/data/best-known-distance.csv), and all of the distance counts, however many vehicles drive it. The best known knows all requests in the morning, so it is a bound and not a goal. Effort is counted in rounds, not in seconds: the same seed gives the same table, but for the times.

        Examples:
          dynamic
          dynamic --set technician
          dynamic --set technician --quick
          dynamic --only R1 --each
          dynamic --rounds 10000 --seed 7
        """;

    private const string Lackner = "lackner", Technician = "technician";

    internal static Command Create()
    {
        Option<double> morning = LoadOptions.Number("--morning", "How many rounds of ruin and recreate plan the morning.", 50_000, 0, 1e9);
        Option<double> rounds = LoadOptions.Number("--rounds", "How many rounds follow each release.", 2_000, 1, 1e9);
        Option<double> seed = LoadOptions.Number("--seed", "Where the randomness comes from.", 1, 0, int.MaxValue);
        Option<double> threads = LoadOptions.Number("--threads", "How many days are played side by side.", Environment.ProcessorCount, 1, 64);
        Option<string> set = new Option<string>("--set") { Description = "Whose release dates: lackner or technician.", HelpName = "SET", DefaultValueFactory = _ => Lackner }.OneOf(Lackner, Technician);
        var quick = new Option<bool>("--quick") { Description = "Only the first instance of each class." };
        var only = new Option<string>("--only") { Description = "Only instances whose names begin like this: C1, R, RC203.", HelpName = "NAME", DefaultValueFactory = _ => "" };
        var each = new Option<bool>("--each") { Description = "A row for each instance as well." };
        var command = new TaughtCommand("dynamic", "See how many are served, and how far is driven, when requests come in the course of the day.", Lesson) { set, morning, rounds, only, quick, each, threads, seed };
        command.SetAction((parsed, stop) => LoadTestsCommand.ReportAsync(
            () => RunAsync(
                Days(parsed.GetRequiredValue(set), parsed.GetRequiredValue(only), parsed.GetValue(quick)), new DynamicEffort((long)parsed.GetValue(morning), (long)parsed.GetValue(rounds), (ulong)parsed.GetValue(seed)),
                (int)parsed.GetValue(threads), parsed.GetValue(each), stop), stop));
        return command;
    }

    private static DynamicProblem[] Days(string set, string only, bool isQuick)
    {
        DynamicProblem[] days = [.. set == Technician ? DynamicSets.Technicians(only) : DynamicSets.Lackner(only)];
        if (days.Length == 0) throw new LoadTestException($"No instance is called '{only}...'. Names begin with C1, C2, R1, R2, RC1 or RC2.");
        return isQuick ? [.. days.GroupBy(day => day.Class).SelectMany(days => days.Where(day => day.Name == days.First().Name))] : days;
    }

    private static async Task RunAsync(DynamicProblem[] days, DynamicEffort effort, int threads, bool isEach, CancellationToken stop)
    {
        var outcomes = new (DynamicOutcome, DynamicOutcome)[days.Length];
        await ProgressScreen.ShowAsync("days", async tell =>
        {
            int done = 0;
            await Parallel.ForAsync(0, days.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop }, (index, dayStop) =>
            {
                outcomes[index] = (DynamicDay.Play(days[index], effort, dayStop), DynamicDay.Play(days[index], effort with { Release = 0 }, dayStop));
                lock (days) tell((double)++done / days.Length, $"{done} of {days.Length}");
                return ValueTask.CompletedTask;
            });
            return done;
        });
        Console.Out.WriteLine($"{Workplace.Describe(DateTimeOffset.UtcNow)}\n");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seed {effort.Seed}, {effort.Morning:N0} rounds in the morning, {effort.Release:N0} for each release, {threads} threads.\n"));
        Console.Out.WriteLine(DynamicReport.Write(outcomes));
        if (isEach) Console.Out.WriteLine(DynamicReport.WriteEach(outcomes));
    }
}
