using System.Diagnostics;
using System.Text;
using System.Text.Json;
using OptiTime.Cluster.Tests.Callers;
using OptiTime.Cluster.Tests.Clusters;
using OptiTime.Cluster.Tests.Faults;
using OptiTime.Testbed.Histories;
using OptiTime.Testbed.Silos;

namespace OptiTime.Cluster.Tests;

/// <summary>Callers at work in a cluster in which things go wrong, and what is found afterwards.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="seed">Decides what callers want and what goes wrong.</param>
/// <param name="length">How long it takes at least.</param>
internal sealed class FaultyDay(RunningCluster cluster, int seed, TimeSpan length) : IDisposable
{
    private const int Callers = 24, FaultsOfProcessesAMinute = 12, FaultsOfLinksAMinute = 18, CallsAMinute = 5_000;

    private static readonly TimeSpan Convergence = TimeSpan.FromSeconds(60);

    /// <summary>Longer than a healthy silo on a busy machine needs for an answer, shorter than a fault lasts.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly History _history = new(TimeProvider.System);
    private Desk _desk = null!;

    internal FaultSchedule Schedule { get; } =
        FaultSchedule.Of(seed, cluster.Members.Count, Share(FaultsOfProcessesAMinute, length), Share(FaultsOfLinksAMinute, length));

    internal int FewestCalls => Share(CallsAMinute, length);

    internal History History => _history;

    /// <summary>The faults that happened.</summary>
    internal IReadOnlyCollection<FaultKind> Faults { get; private set; } = [];

    /// <summary>How long after the last fault and the last call all silos showed the same boards.</summary>
    internal TimeSpan ConvergedAfter { get; private set; }

    /// <summary>Works through the day, and waits until all silos agree.</summary>
    /// <returns>What there is in the end.</returns>
    internal async Task<PlanRecord> WorkAsync(CancellationToken stop)
    {
        _desk = new Desk(_history, Patience);
        var nemesis = new Nemesis(cluster, Schedule);
        using var evening = new CancellationTokenSource();
        IReadOnlyList<SiloProcess> silos = cluster.Silos;
        Task work = Task.WhenAll(Enumerable.Range(0, Callers).Select(number =>
            Task.Run(() => new Caller($"{seed}-{number}", silos, _desk, new Random(HashCode.Combine(seed, number))).WorkAsync(evening.Token, stop), stop)));
        // Enough of everything on a slow machine, too: the day ends when all has happened.
        await Task.WhenAll(nemesis.WorkAsync(stop), Task.Delay(length, stop), UntilCallsAsync(work, stop));
        await evening.CancelAsync();
        await work;
        Faults = nemesis.Done;
        long calm = Stopwatch.GetTimestamp();
        await ConvergeAsync(silos, isQuiet: false, stop);
        ConvergedAfter = Stopwatch.GetElapsedTime(calm);
        await UntilOptimisedAsync(silos, stop);
        return await RecordAsync(silos, stop);
    }

    public void Dispose() => _desk?.Dispose();

    /// <summary>What happened, in figures.</summary>
    internal string Report()
    {
        var report = new StringBuilder();
        IReadOnlyCollection<Call> calls = _history.Calls;
        report.AppendLine($"seed {seed}: {calls.Count} calls in {length.TotalSeconds:0} s or more, {Faults.Count} faults: {Counts(Faults)}");
        report.AppendLine($"calls: {Counts(calls.Select(call => call.Kind))}");
        report.AppendLine($"outcomes: {Counts(calls.Select(call => call.Outcome))}; answers: {Counts(calls.Select(call => call.Answer is { Length: > 3 } answer && char.IsDigit(answer[0]) ? answer : call.Outcome == CallOutcome.Unknown ? "none" : call.Answer ?? "none"))}");
        report.AppendLine($"{calls.Count(call => call.Answer?.StartsWith("409", StringComparison.Ordinal) == true)} conflicts, {_desk.Retries} retries, {calls.Count(call => call.IsReplayed)} answered as the first time");
        report.AppendLine($"longest time without an acknowledged write {_history.LongestSilence().TotalSeconds:0.0} s; boards equal after {ConvergedAfter.TotalMilliseconds:0} ms");
        return report.ToString();
    }

    /// <summary>What there is in the end: plans and database of one moment, since an optimiser may go on when callers have gone home.</summary>
    private async Task<PlanRecord> RecordAsync(IReadOnlyList<SiloProcess> silos, CancellationToken stop)
    {
        JsonElement[] plans = await ConvergeAsync(silos, isQuiet: true, stop);
        while (true)
        {
            PlanRecord record = await cluster.RecordAsync(plans.SelectMany(Wire.OccupationsOf), Company.Territories);
            JsonElement[] after = await ConvergeAsync(silos, isQuiet: true, stop);
            if (VersionsOf(plans).SequenceEqual(VersionsOf(after))) return record;
            plans = after;
        }
    }

    private static IEnumerable<long> VersionsOf(IEnumerable<JsonElement> plans) => plans.Select(plan => plan.GetProperty("version").GetInt64());

    /// <summary>Waits until some silo has looked for a cheaper plan: a day without would prove nothing of it.</summary>
    private static async Task UntilOptimisedAsync(IReadOnlyList<SiloProcess> silos, CancellationToken stop)
    {
        using var http = new HttpClient();
        while (true)
        {
            string[] figures = await Task.WhenAll(silos.Select(silo => http.GetStringAsync(new Uri(silo.Url, "metrics"), stop)));
            if (figures.SelectMany(text => text.Split('\n')).Any(line => line.StartsWith("optitime_optimizer_slices_total ", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal))) return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
        }
    }

    private async Task UntilCallsAsync(Task work, CancellationToken stop)
    {
        while (_history.Calls.Count < FewestCalls && !work.IsCompleted) await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
        // A caller who fell over ends the day at once.
        if (work.IsFaulted) await work;
    }

    /// <summary>The boards, as soon as every silo answers the same, byte for byte.</summary>
    /// <param name="silos">The silos.</param>
    /// <param name="isQuiet">Whether the last hold must have ended, so that nothing will change any more.</param>
    /// <param name="stop">Gives up.</param>
    private async Task<JsonElement[]> ConvergeAsync(IReadOnlyList<SiloProcess> silos, bool isQuiet, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Convergence);
        while (true)
        {
            JsonElement[][] boards = await Task.WhenAll(silos.Select(silo =>
                Task.WhenAll(Company.Territories.Select(async territory => (await _desk.ReadPlanAsync(silo, territory, stop: patience.Token)).Body))));
            string[] texts = [.. boards.Select(plans => string.Join('\n', plans.Select(plan => plan.ValueKind == JsonValueKind.Object ? plan.GetRawText() : "none")))];
            if (texts.Distinct().Count() == 1 && !texts[0].Contains("none", StringComparison.Ordinal)
                && !(isQuiet && texts[0].Contains("\"hold\":\"H-", StringComparison.Ordinal))) return boards[0];
            await Task.Delay(TimeSpan.FromMilliseconds(isQuiet ? 500 : 20), patience.Token);
        }
    }

    private static int Share(int aMinute, TimeSpan length) => (int)Math.Ceiling(aMinute * length.TotalMinutes);

    private static string Counts<T>(IEnumerable<T> things) where T : notnull =>
        string.Join(", ", things.GroupBy(thing => thing).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} {group.Key}"));
}
