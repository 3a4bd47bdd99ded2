using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using OptiTime.Demo.Loading;
using OptiTime.LoadTests.Disturbed;
using OptiTime.LoadTests.Measures;
using OptiTime.LoadTests.Reports;
using OptiTime.Silo.Commands;

namespace OptiTime.LoadTests.Commands;

/// <summary><c>disturbed-day</c>: a full and optimised day on which much goes wrong, answered in several ways.</summary>
internal static class DisturbedDayCommand
{
    private const string Lesson =
        """
        Books days of Vivendi Water's technicians as callers would, optimises them to the end, and then lets happen what a seed decides: technicians are ill in the morning or go home, visits take 30 to 90 minutes longer, which is seen when they are half over, and urgent callers must be served the same day. The very same things happen to five ways to answer them:

          no repair             who lost their place is called, and that is all
          greedy reinsertion    who lost it gets the cheapest free place inside the promise; nobody else is moved
          smallest repair       what a silo does: whoever lost their place gets one again when there is room, and for an urgent caller told work may move inside its promise
          and the optimiser     the same, and after each answer the optimiser a silo has; that takes no part in the time of the answer
          full re-optimisation  everything that has not begun is planned anew, inside promises, whoever was to come

        What begins within the next half hour stays as it is in all of them, because somebody is on the way to it (--freeze). All are counted by one counter, which looks at the tours before and after each answer and at nothing else. A booking is moved when it has not begun, stood before and stands after the answer, and somebody else comes, or the same one more than 15 minutes earlier or later: that counts those who had lost their place, of those who slide because a visit before theirs takes longer what the answer adds to that, and a booking once, however often it is moved. A customer is called who was without a place inside the promise after some answer. In the evening the checker goes over every plan. Effort is counted in rounds and positions: the same seed gives the same table, but for the times.

        Examples:
          disturbed-day
          disturbed-day --territories provence --days 5 --seed 7
          disturbed-day --absent 0.1 --overrun 0 --urgent 0
          disturbed-day --lost
        """;

    // The morning has more time than an answer.
    private const int MorningRounds = 20;

    internal static Command Create()
    {
        var territories = new Option<string[]>("--territories")
        {
            Description = "The territories whose days are played.",
            HelpName = "ID",
            DefaultValueFactory = _ => ["lyonnais", "provence"],
            AllowMultipleArgumentsPerToken = true,
        };
        Option<double> days = LoadOptions.Number("--days", "How many days of each, from a Tuesday.", 2, 1, 4);
        Option<double> technicians = LoadOptions.Number("--technicians", "How many people the company has in its 21 territories.", 1_100, 130, 5_000);
        Option<double> taken = LoadOptions.Number("--taken", "How full a day is booked, as a share of working time.", 0.85, 0.1, 1);
        Option<double> absent = LoadOptions.Number("--absent", "The share of technicians who are ill.", 0.05, 0, 0.5);
        Option<double> overrun = LoadOptions.Number("--overrun", "The share of visits that take longer.", 0.05, 0, 0.5);
        Option<double> urgent = LoadOptions.Number("--urgent", "How many urgent callers there are, as a share of the bookings.", 0.03, 0, 0.5);
        Option<double> freeze = LoadOptions.Number("--freeze", "For how many minutes ahead nothing is moved, by whichever way.", 30, 0, 480);
        Option<double> rounds = LoadOptions.Number("--rounds", "How many rounds of ruin and recreate plan a whole day anew; the morning takes twenty times as many, until it gains nothing more.", 4_000, 128, 1e8);
        Option<double> stability = LoadOptions.Number("--stability", "What the trouble of being moved counts for to the optimiser behind repairs, as a share of the territory's rates.", 1, 0, 100);
        Option<double> seed = LoadOptions.Number("--seed", "Where the randomness comes from.", 1, 0, int.MaxValue);
        var lost = new Option<bool>("--lost") { Description = "Lists whose promises were broken, when they lost their place, and by what: beside each other for what a silo does and for planning all anew." };
        var command = new TaughtCommand("disturbed-day", "See what a day costs on which much goes wrong, answered in several ways.", Lesson)
        {
            territories, days, technicians, taken, absent, overrun, urgent, freeze, rounds, stability, seed, lost,
        };
        command.SetAction((parsed, stop) => LoadTestsCommand.ReportAsync(
            () =>
            {
                Run(
                    [.. from territory in parsed.GetRequiredValue(territories)
                        from day in Enumerable.Range(1, (int)parsed.GetValue(days))
                        select new DisturbedPlan(
                            territory, day, (int)parsed.GetValue(technicians), parsed.GetValue(taken), parsed.GetValue(absent), parsed.GetValue(overrun),
                            parsed.GetValue(urgent), (int)parsed.GetValue(freeze), (long)parsed.GetValue(rounds), parsed.GetValue(stability), (int)parsed.GetValue(seed))], parsed.GetValue(lost), stop);
                return Task.CompletedTask;
            }, stop));
        return command;
    }

    private static void Run(ImmutableArray<DisturbedPlan> plans, bool listsLost, CancellationToken stop)
    {
        var booked = new MarkdownTable("territory", "day", "technicians", "bookings", "taken", "road as booked, km", "optimised, km", "ill", "longer", "urgent");
        var outcomes = new Dictionary<string, List<DayOutcome>>(StringComparer.Ordinal);
        foreach (DisturbedPlan plan in plans)
        {
            ProgressScreen.Line($"{plan.Territory}, day {plan.Day} ...");
            var day = new WaterDay(plan);
            PlanLoad load = day.Load;
            double asBooked = DayRoads.Of(day.Plan.Board, day.Number).Distance.Value / 1_000.0;
            day.Optimise(MorningRounds * plan.Rounds, stop);
            DayEvents events = DayEvents.Draw(day);
            booked.Add(
                plan.Territory, Figures.Count(plan.Day), Figures.Count(day.Plan.Board.Resources.Count()), Figures.Count(day.Plan.Board.Commitments.Count), load.Share.ToString("0 %", CultureInfo.InvariantCulture),
                Figures.Count(asBooked), Figures.Count(DayRoads.Of(day.Plan.Board, day.Number).Distance.Value / 1_000.0),
                Figures.Count(events.Illnesses.Length), Figures.Count(events.LongVisits.Length), Figures.Count(events.UrgentCalls.Length));
            // Code that has not run often yet is slower than it will be.
            if (outcomes.Count == 0) DisturbedDay.Play(day, events, Way.All(day)[2], stop);
            foreach (Way way in Way.All(day))
            {
                ProgressScreen.Line($"  {way.Name}");
                if (!outcomes.TryGetValue(way.Name, out List<DayOutcome>? known)) outcomes[way.Name] = known = [];
                known.Add(DisturbedDay.Play(day, events, way, stop));
            }
        }
        Console.Out.WriteLine($"{Workplace.Describe(DateTimeOffset.UtcNow)}\n");
        Console.Out.WriteLine($"{plans[0] with { Territory = "vivendi-water" }}\n\n{booked}");
        Console.Out.WriteLine(DisturbedReport.Write([.. outcomes.Select(way => (way.Key, (IReadOnlyList<DayOutcome>)way.Value))]));
        foreach (string ours in new[] { Way.Ours, Way.OursAndOptimiser })
            Console.Out.WriteLine($"{DisturbedReport.WriteBar(ours, DayOutcome.Sum(outcomes[ours]), DayOutcome.Sum(outcomes[Way.Full]))}\n");
        if (!listsLost) return;
        string[] compared = [Way.Ours, Way.OursAndOptimiser, Way.Full];
        Console.Out.WriteLine(DisturbedReport.WriteLosses(
            [.. plans.Select(plan => $"{plan.Territory}, {plan.Day}")], [.. compared.Select(way => (way, (IReadOnlyList<DayOutcome>)outcomes[way]))]));
    }
}
