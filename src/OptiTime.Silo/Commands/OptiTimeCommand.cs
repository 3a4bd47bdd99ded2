using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using OptiTime.Silo.Hosting;

namespace OptiTime.Silo.Commands;

/// <summary>The program's commands.</summary>
internal static class OptiTimeCommand
{
    private const string Description =
        """
        OptiTime: real-time appointment and operations planning.

        Can you come? When? Who? Where? What does it cost? A silo answers in milliseconds from the real state of people, rooms and sites; what it offers can be held, and what is held can be confirmed.

        Examples:
          optitime demo                              a territory around Lyon, filled, with calls to try
          optitime serve --data /var/lib/optitime    a silo on http://127.0.0.1:5080
          optitime serve --store "Host=db;Database=optitime;Username=optitime"    one of many silos over a database
          optitime load company.ndjson               master data from a file
          optitime verify --data ./data/demo-lyon    replay every log and check every promise
          optitime health                            can the silo on this machine be sent work?
          optitime replay --territory rhone --data ./data/demo-lyon --at 2026-11-20T10:00:00+01:00    what the plan was then
          optitime solve C101.txt --seconds 10       the optimiser on a public routing instance, with a picture

        Each command has a --help of its own.
        """;

    /// <summary>Runs the program.</summary>
    /// <param name="args">The words of the command line.</param>
    /// <returns>The exit code: 0 when all went well.</returns>
    internal static async Task<int> RunAsync(string[] args)
    {
        using var signals = new StopSignals();
        var root = new RootCommand(Description)
        {
            ServeCommand.Create(signals), DemoCommand.Create(), LoadCommand.Create(), VerifyCommand.Create(), ReplayCommand.Create(), HealthCommand.Create(),
            SolveCommand.Create(),
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new TaughtCommand.Help((HelpAction)help.Action!);
        ParseResult parsed = root.Parse(args);
        // Somebody who mistyped an option wants to know which, not to read everything.
        if (parsed.Action is ParseErrorAction mistake) mistake.ShowHelp = args.Length == 0;
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, signals.Stop);
    }
}
