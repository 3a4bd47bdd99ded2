using System.CommandLine;
using System.CommandLine.Parsing;
using NodaTime;
using NodaTime.Text;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Commands.Replay;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Commands;

/// <summary><c>optitime replay</c>: what a plan was at a time.</summary>
internal static class ReplayCommand
{
    private const string Lesson =
        """
        The log of the territory is replayed from its first version up to the one asked for, and what the plan was then is told: its days, resources, bookings and holds, and the tours of a day. Two replays that give the same digest gave the same plan, byte for byte. Nothing of the plan is written.

        The exit code is 1 when there is no such territory, or its log does not reach there. No other process may have a directory open; a running silo answers GET /v1/territories/{id}/plan?at=TIME.

        Examples:
          optitime replay --data ./data/demo-lyon --territory rhone                                      as it stands
          optitime replay --data ./data/demo-lyon --territory rhone --at 2026-11-20T10:00:00+01:00       as it stood then
          optitime replay --data ./data/demo-lyon --territory rhone --version 120 --day 2026-11-25       that day of it
          optitime replay --data ./data/demo-lyon --territory rhone --resource R-12                      one resource
        """;

    internal static Command Create()
    {
        var plans = new PlansOptions("Read the plans");
        var territory = new Option<string>("--territory") { Description = "The territory.", HelpName = "ID", Required = true };
        var at = new Option<Moment?>("--at") { Description = "The plan as it stood at this time, which has an offset.", HelpName = "TIME", CustomParser = ReadTime };
        Option<long?> version = new Option<long?>("--version") { Description = "The plan as it stood at this version. [default: the latest]", HelpName = "N" }.Whole(1);
        var day = new Option<LocalDate?>("--day") { Description = "The day whose tours are shown. [default: the day asked about]", HelpName = "DATE", CustomParser = ReadDay };
        var resource = new Option<string?>("--resource") { Description = "Show only the tours of this resource.", HelpName = "ID" };
        var command = new TaughtCommand("replay", "Tell what the plan of a territory was at a time or a version.", Lesson) { territory, at, version, day, resource };
        plans.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(at) is not null && result.GetResult(version) is not null) result.AddError("Say either --at or --version, not both.");
        });
        command.SetAction((parsed, stop) => Failure.ReportAsync(
            () => RunAsync(
                plans.Read(parsed),
                new PlanQuestion(parsed.GetValue(territory)!, parsed.GetValue(version), parsed.GetValue(at), parsed.GetValue(day), parsed.GetValue(resource)), stop),
            stop));
        return command;
    }

    private static async Task<int> RunAsync(StoreAddress plans, PlanQuestion question, CancellationToken stop)
    {
        await using PlanStore? store = await PlanStore.OpenExistingAsync(plans, TimeProvider.System, stop);
        if (store is null) return Failure.Tell($"there are no plans in '{plans}' to replay.");
        var replay = new PlanReplay(store.Log, store.Directory);
        (long version, string? whyNot) = await replay.FindAsync(question, stop);
        if (whyNot is not null) return Failure.Tell(whyNot);
        Board board = await Screen.ProgressAsync("Replaying", report => replay.RunAsync(question.Territory, version, report, stop));
        if (question.Resource is { } resource && board.FindResource(resource) is null)
            return Failure.Tell($"territory '{question.Territory}' had no resource '{resource}' at version {version}.");
        new PlanReport(board).Tell(question);
        return Failure.None;
    }

    private static Moment? ReadTime(ArgumentResult result)
    {
        if (Rfc3339.TryParse(result.Tokens[0].Value, out DateTimeOffset time)) return Moment.From(time);
        result.AddError($"--at: '{result.Tokens[0].Value}' is not a time with an offset. {Rfc3339.Remedy}");
        return null;
    }

    private static LocalDate? ReadDay(ArgumentResult result)
    {
        if (LocalDatePattern.Iso.Parse(result.Tokens[0].Value) is { Success: true } day) return day.Value;
        result.AddError($"--day: '{result.Tokens[0].Value}' is not a day. Write it like 2026-11-25.");
        return null;
    }
}
