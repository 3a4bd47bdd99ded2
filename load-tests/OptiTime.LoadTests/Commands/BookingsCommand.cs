using System.CommandLine;
using OptiTime.LoadTests.Calls;
using OptiTime.LoadTests.Clusters;
using OptiTime.LoadTests.Measures;
using OptiTime.LoadTests.Reports;
using OptiTime.LoadTests.Runs;
using OptiTime.Silo.Commands;

namespace OptiTime.LoadTests.Commands;

/// <summary><c>bookings</c>: how many bookings a second some silos over one PostgreSQL make.</summary>
internal static class BookingsCommand
{
    // A queue that grows would take any rate for a while: nearly all must be answered in time, and none be lost.
    private const double AnsweredInTime = 0.98;
    private const int Connections = 128;

    private const string Lesson =
        """
        Starts a PostgreSQL of its own that keeps what it acknowledges (fsync on), fills it with the largest territories of a national company, and starts silos in processes of their own. Callers ask, hold one of the offers and confirm it at once; who loses a race takes one of the fresh offers, three times at the most. The rate is doubled until fewer than 98 in 100 requests are answered in time or one fails, then the distance is halved: first with every request sent to the next silo in turn, then with all requests for a territory sent to the same one. At the end the store is verified.

        Examples:
          bookings
          bookings --silos 1 --rate 200 --seconds 30
        """;

    internal static Command Create()
    {
        Option<double> rate = LoadOptions.Number("--rate", "Calls a second to begin with.", 100, 1, 10_000), seconds = LoadOptions.Number("--seconds", "How long each rate is measured.", 15, 1, 600);
        Option<double> warmUp = LoadOptions.Number("--warm-up", "For how many seconds of each rate nothing is counted yet.", 3, 0, 60), halvings = LoadOptions.Number("--halvings", "How often the distance between kept and broken is halved.", 2, 0, 6);
        Option<double> silos = LoadOptions.Number("--silos", "How many silos.", 3, 1, 16), territories = LoadOptions.Number("--territories", "How many territories.", 20, 1, 21);
        Option<int> seed = new Option<int>("--seed") { Description = "Where all randomness comes from.", HelpName = "N", DefaultValueFactory = _ => 42 }.Whole(int.MinValue, int.MaxValue);
        var quick = new Option<bool>("--quick") { Description = "A smoke run of seconds; its figures mean nothing." };
        var command = new TaughtCommand("bookings", "Find how many bookings a second silos over PostgreSQL make.", Lesson) { rate, seconds, warmUp, halvings, silos, territories, seed, quick };
        command.SetAction((parsed, stop) => LoadTestsCommand.ReportAsync(async () =>
        {
            bool isQuick = parsed.GetValue(quick);
            // Neither thinking nor changing their minds: what is measured is the making of bookings.
            var plan = new LoadPlan(
                new Mix(true, 0, 0, 0), isQuick ? 10 : parsed.GetValue(rate), true, TimeSpan.FromSeconds(isQuick ? 1 : parsed.GetValue(warmUp)),
                TimeSpan.FromSeconds(isQuick ? 2 : parsed.GetValue(seconds)), parsed.GetValue(seed));
            await using BookedCluster cluster = await BookedCluster.StartAsync((int)parsed.GetValue(silos), isQuick ? 2 : (int)parsed.GetValue(territories), stop);
            await RunAsync(cluster, new LoadSettings(plan, Connections, null, BookingCompany.Services, isQuick), (int)parsed.GetValue(halvings), stop);
        }, stop));
        return command;
    }

    private static async Task RunAsync(BookedCluster cluster, LoadSettings settings, int halvings, CancellationToken stop)
    {
        Console.Out.WriteLine(Workplace.Describe(DateTimeOffset.UtcNow));
        LoadPlan plan = settings.Plan;
        Console.Out.WriteLine($"{cluster.Addresses.Count} silos over PostgreSQL, the driver and the database on one machine. {Figures.Count(plan.Measured.TotalSeconds)} s a step after {Figures.Count(plan.WarmUp.TotalSeconds)} s of warm-up, Poisson arrivals, seed {plan.Seed}.\n");
        var steps = new List<BookingStep>();
        foreach (bool byTerritory in new[] { false, true })
        {
            // The second routing asks other questions, so that it does not find the best places taken by the first.
            LoadSettings asked = settings with { Plan = plan with { Seed = plan.Seed + (byTerritory ? 1 : 0) } };
            using LoadTest test = await LoadTest.PrepareAsync(
                cluster.Addresses, cluster.Processes, byTerritory, asked, ProgressScreen.Line, stop, () => ProcessWatch.Server("PostgreSQL", cluster.Server));
            await StepAsync(test, asked.Plan with { Rate = asked.Plan.Rate / 2 }, byTerritory);
            var search = new RateSearch(plan.Rate, halvings);
            for (int tried = 0; search.Next is { } rate && !(settings.IsQuick && tried > 0); tried++)
            {
                BookingStep step = await StepAsync(test, asked.Plan with { Rate = rate }, byTerritory);
                steps.Add(step);
                search.Tell(step.Result.AnsweredPerSecond >= AnsweredInTime * step.Result.DuePerSecond && step.Result.Failed == 0);
            }
        }
        Console.Out.WriteLine(BookingsReport.Write(steps));
        (string verdict, bool isSound) = await cluster.VerifyAsync(stop);
        Console.Out.WriteLine($"Verified afterwards: {verdict}");
        if (!isSound) throw new LoadTestException("The store is not sound.");

        async Task<BookingStep> StepAsync(LoadTest test, LoadPlan step, bool byTerritory)
        {
            using var http = new HttpClient();
            SiloFigures before = await SiloFigures.ReadAsync(http, cluster.Addresses, stop);
            LoadResult result = await ProgressScreen.ShowAsync(
                $"{Figures.Count(step.Rate)} calls/s, {(byTerritory ? "by territory" : "in turn")}", tell => test.RunAsync(step, tell, stop));
            return new BookingStep(byTerritory, result, await SiloFigures.ReadAsync(http, cluster.Addresses, stop) - before);
        }
    }
}
