using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using OptiTime.Planning.Optimization.Instances;
using OptiTime.Silo.Commands.Solve;

namespace OptiTime.Silo.Commands;

/// <summary><c>optitime solve FILE</c>: a public routing instance, by the optimiser's own search.</summary>
internal static class SolveCommand
{
    private const int MostSeconds = 86_400, MostThreads = 64;

    private const string Truncated = "truncated";

    private const string Lesson =
        """
        The file is an instance of the vehicle routing problem with time windows as Solomon (1987) or Gehring and Homberger (1999) wrote them, or of the technician routing and scheduling problem as Pillac (2012) did, with at most 1,000 customers; which one is told by its content. Of the former the sum of distances is made small, with any number of vehicles up to the one given. Of the latter the sum of working times is: from leaving home to coming back, waiting included. A request needs its skills, its tools, which are kept, and its parts, which are used up; technicians carry their own, and may visit the depot once, after which they lack nothing.

        Two files are written, named after FILE: NAME.sol has the routes as CVRPLIB writes them ("Route #1: 5 3 7", "Cost 827.3"), NAME.svg is a picture of them. A technician's route has the technician's number, and 0 for a visit to the depot. Before that a checker that shares nothing with the search drives every route.

        Best-known distances are of one convention or the other: --convention truncated cuts each distance to one decimal (DIMACS), double takes it as it is. Ctrl-C ends the search and writes the best so far. The exit code is 1 when the file is no instance, or when no plan was found that serves everybody.

        Examples:
          optitime solve C101.txt                                          ten seconds, into this directory
          optitime solve C101.txt --seconds 60 --out solved                a minute, into solved/C101.sol and solved/C101.svg
          optitime solve RC2_2_1.txt --convention truncated --threads 2    to be compared with DIMACS; the better of two searches
          optitime solve R101.txt --seed 7                                 another search: chance begins with another number
        """;

    internal static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The instance." };
        file.Validators.Add(RequireFile);
        var seconds = new Option<double>("--seconds") { Description = "How long to search.", HelpName = "N", DefaultValueFactory = _ => 10 };
        seconds.Validators.Add(RequireSeconds);
        var folder = new Option<DirectoryInfo>("--out") { Description = "Where the solution and the picture go; made where it is not there.", HelpName = "DIR", DefaultValueFactory = _ => new DirectoryInfo(".") };
        folder.Validators.Add(RequireFolder);
        var seed = new Option<ulong>("--seed") { Description = "The number chance begins with.", HelpName = "S", DefaultValueFactory = _ => 1 };
        seed.Validators.Add(RequireSeed);
        Option<string> convention = new Option<string>("--convention") { Description = "How distances are counted: in double precision, or truncated to one decimal.", DefaultValueFactory = _ => "double" }.OneOf("double", Truncated);
        var threads = new Option<int>("--threads") { Description = "How many searches, each with a seed of its own, look side by side.", HelpName = "N", DefaultValueFactory = _ => 1 };
        threads.Validators.Add(RequireThreads);
        var command = new TaughtCommand("solve", "Solve a public routing instance.", Lesson) { file, seconds, folder, seed, convention, threads };
        command.SetAction((parsed, stop) => Failure.ReportAsync(
            () => RunAsync(
                parsed.GetRequiredValue(file), parsed.GetRequiredValue(folder),
                new SolveOrder(TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(seed), Named(parsed.GetRequiredValue(convention)), parsed.GetValue(threads)), stop),
            stop));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, DirectoryInfo folder, SolveOrder order, CancellationToken stop)
    {
        SolvableInstance instance = InstanceFile.Read(file, order.Convention);
        MakeReady(folder);
        Screen.Line(instance.Description);
        var run = new SolveRun(TimeProvider.System);
        Solved solved = await Screen.ProgressAsync(instance.Name, report => run.RunAsync(instance, order, report, stop));
        string name = Path.Combine(folder.FullName, Path.GetFileNameWithoutExtension(file.Name));
        if (!solved.Faults.IsEmpty)
        {
            foreach (string fault in solved.Faults.Take(10)) Console.Error.WriteLine(fault);
            return Failure.Tell($"no plan was found in {Spoken(solved.Took)} s that serves everybody in time; nothing was written. Give it more --seconds.");
        }
        await File.WriteAllTextAsync($"{name}.sol", SolutionText.Of(instance, solved), CancellationToken.None);
        await File.WriteAllTextAsync($"{name}.svg", RoutePicture.Of(instance, solved), CancellationToken.None);
        Screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{instance.Name}: {instance.Measure} {solved.Cost:0.0##} ({instance.Convention}), {solved.RoutesTold}, {solved.Rounds:N0} rounds in {Spoken(solved.Took)} s{(stop.IsCancellationRequested ? ", stopped early" : "")}; every route checked."));
        Screen.Line($"{name}.sol");
        Screen.Line($"{name}.svg");
        return Failure.None;
    }

    private static DistanceConvention Named(string convention) =>
        convention == Truncated ? DistanceConvention.Truncated : DistanceConvention.DoublePrecision;

    private static string Spoken(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Makes the directory, and sees that it can be written to before the search rather than after it.</summary>
    private static void MakeReady(DirectoryInfo folder)
    {
        folder.Create();
        using FileStream probe = File.Create(Path.Combine(folder.FullName, $".optitime-{Environment.ProcessId}"), 1, FileOptions.DeleteOnClose);
    }

    private static void RequireFile(ArgumentResult result)
    {
        if (result.Tokens is not [var token]) return;
        if (Directory.Exists(token.Value)) result.AddError($"'{token.Value}' is a directory. Name the file of an instance.");
        else if (!File.Exists(token.Value)) result.AddError($"There is no file '{token.Value}'.");
    }

    private static void RequireFolder(OptionResult result)
    {
        if (result.Tokens is [var token] && File.Exists(token.Value)) result.AddError($"--out is '{token.Value}', which is a file. Name a directory; it is made where it is not there.");
    }

    private static void RequireSeconds(OptionResult result)
    {
        if (result.Tokens is [var token] && !(double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double given) && given is > 0 and <= MostSeconds))
            result.AddError($"--seconds is {token.Value}. Give a number above 0, up to {MostSeconds} (a day).");
    }

    private static void RequireThreads(OptionResult result)
    {
        if (result.Tokens is [var token] && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int given) && given is > 0 and <= MostThreads))
            result.AddError($"--threads is {token.Value}. Give a whole number from 1 to {MostThreads}.");
    }

    private static void RequireSeed(OptionResult result)
    {
        if (result.Tokens is [var token] && !ulong.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            result.AddError($"--seed is {token.Value}. Give a whole number from 0 to {ulong.MaxValue}.");
    }
}
