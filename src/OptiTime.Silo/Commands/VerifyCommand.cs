using System.CommandLine;
using System.Globalization;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Verification;
using OptiTime.Silo.Commands.Verify;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Commands;

/// <summary><c>optitime verify</c>: checks every promise of every plan.</summary>
internal static class VerifyCommand
{
    private const int BreachesTold = 100;

    private const string Lesson =
        """
        Every log is replayed from its first version: no resource booked twice, no tour that cannot be driven, every hold ended once. Then the board is compared with the stored tables and the stored snapshots.

        The exit code is 0 when everything holds, and 1 otherwise; each breach is named. No other process may have a directory open; a database may be in use, and what is appended meanwhile may be told as a difference.

        Examples:
          optitime verify --data ./data/demo-lyon
          optitime verify --store "Host=db;Database=optitime;Username=optitime"
        """;

    internal static Command Create()
    {
        var plans = new PlansOptions("Check the plans");
        var command = new TaughtCommand("verify", "Check every promise of every plan.", Lesson);
        plans.AddTo(command);
        command.SetAction((parsed, stop) => Failure.ReportAsync(() => RunAsync(plans.Read(parsed), stop), stop));
        return command;
    }

    private static async Task<int> RunAsync(StoreAddress plans, CancellationToken stop)
    {
        TimeProvider clock = TimeProvider.System;
        long begun = clock.GetTimestamp();
        await using PlanStore? store = await PlanStore.OpenExistingAsync(plans, clock, stop);
        if (store is null) return Failure.Tell($"there are no plans in '{plans}' to verify.");
        var verifier = new StoreVerifier(store.Log, store.Directory);
        IReadOnlyList<LogVerdict> verdicts = await Screen.ProgressAsync("Verifying", report => verifier.RunAsync(report, stop));
        Tell(verdicts, clock.GetElapsedTime(begun));
        return verdicts.All(verdict => verdict.Breaches.Count == 0) ? Failure.None : Failure.Some;
    }

    private static void Tell(IReadOnlyList<LogVerdict> verdicts, TimeSpan took)
    {
        Screen.Table(
            ["log", "versions", "commitments", "living", "assignments", "holds ended", "snapshot at", "breaches"],
            verdicts.Select(IReadOnlyList<string> (one) =>
                [one.Log, Figure(one.Versions), Figure(one.Commitments), Figure(one.Living), Figure(one.Assignments), Figure(one.HoldsEnded),
                    one.SnapshotVersion is { } version ? Figure(version) : "-", Figure(one.Breaches.Count)]));
        foreach (Breach breach in verdicts.SelectMany(verdict => verdict.Breaches).Take(BreachesTold)) Console.Error.WriteLine($"breach: {breach}");
        int breaches = verdicts.Sum(verdict => verdict.Breaches.Count);
        if (breaches > BreachesTold) Console.Error.WriteLine($"... and {breaches - BreachesTold} more.");
        Screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"{PlainWords.Count(verdicts.Count, "log")} checked in {took.TotalSeconds:0.0} s: {(breaches == 0 ? "every promise is kept." : breaches == 1 ? "1 breach." : $"{breaches} breaches.")}"));
    }

    private static string Figure(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
