using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using OptiTime.LoadTests.Reports;
using OptiTime.Silo.Commands;

namespace OptiTime.LoadTests.Commands;

/// <summary>The driver's commands.</summary>
internal static class LoadTestsCommand
{
    private const string Description =
        """
        Puts load on OptiTime silos and says what came of it.

        Requests are sent when they are due, whatever becomes of those before ("open loop"), and their time is counted from when they were due: a silo that stands still for a second makes a second of callers wait, and the percentiles say so. Tables come as Markdown on the standard output, progress on the error stream.

        Examples:
          bar                                          how many questions a second a silo takes at p99 <= 10 ms
          optimiser                                    what callers feel of a silo that optimises its plans
          run --rate 1000                              30 s of questions to the silo on http://127.0.0.1:5080
          run --mix call-centre --rate 50 --pid 4711   callers who hold and confirm; with the silo's processor, memory and pauses
          bookings                                     how many bookings a second three silos over PostgreSQL make
          profile --rate 500                           where a silo's time and memory go
          opportunity                                  who is served with and without opportunity cost
          callers-story                                how many first calls to a busy company are offered something acceptable at once
          dynamic                                      public instances whose requests become known in the course of the day
          disturbed-day                                a full day on which much goes wrong, answered in several ways

        Each command has a --help of its own. Write it after: dotnet run --project load-tests/OptiTime.LoadTests -c Release --
        """;

    /// <summary>All commands.</summary>
    internal static RootCommand Create()
    {
        var root = new RootCommand(Description) { RunCommand.Create(), BarCommand.Create(), OptimiserCommand.Create(), BookingsCommand.Create(), ProfileCommand.Create(), OpportunityCommand.Create(), CallersStoryCommand.Create(), DynamicCommand.Create(), DisturbedDayCommand.Create() };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new TaughtCommand.Help((HelpAction)help.Action!);
        return root;
    }

    /// <summary>Runs the program.</summary>
    /// <param name="args">The words of the command line.</param>
    /// <returns>The exit code: 0 when the test was made.</returns>
    internal static async Task<int> RunAsync(string[] args)
    {
        ParseResult parsed = Create().Parse(args);
        if (parsed.Action is ParseErrorAction mistake) mistake.ShowHelp = args.Length == 0;
        return await parsed.InvokeAsync();
    }

    /// <summary>Runs a command's work; what whoever started it can do something about is said in a sentence.</summary>
    internal static async Task<int> ReportAsync(Func<Task> work, CancellationToken stop)
    {
        try
        {
            await work();
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            ProgressScreen.Line("stopped.");
        }
        catch (Exception failure) when (failure is LoadTestException or HttpRequestException)
        {
            ProgressScreen.Line(failure is HttpRequestException ? $"The silo does not answer: {failure.Message}. Start one with: optitime demo" : failure.Message);
        }
        return 1;
    }
}
