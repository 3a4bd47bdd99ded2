using System.Diagnostics;
using System.Globalization;
using OptiTime.Simulation.Chance;
using OptiTime.Simulation.Runs;
using OptiTime.Simulation.Store;

namespace OptiTime.Simulation.Commands;

/// <summary>Tells what was asked for, how it goes, and what it came to.</summary>
internal sealed class SimulationReport(SimulationOrder order, TextWriter output)
{
    private const int LinesTold = 60;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    private readonly Stopwatch _watch = new();
    private TimeSpan _told;

    /// <summary>Tells the seed and the options.</summary>
    internal void Begin()
    {
        Line($"seed {order.Seed}, {(order.Episode is { } one ? $"episode {one}" : $"{order.Time.TotalSeconds:0.###} s on {order.Threads} threads")}, {order.Options.Attempts} attempts an episode, whole boards every {order.Options.WholeBoardEvery} steps{(order.Options.Mutant == Mutant.None ? "" : $", mutant {order.Options.Mutant}")}");
        _watch.Start();
    }

    /// <summary>Tells how it goes, every ten seconds.</summary>
    internal void Progress(Figures figures)
    {
        if (_watch.Elapsed < _told + Between) return;
        _told = _watch.Elapsed;
        Line($"{_told.TotalSeconds,6:0} s  {figures.Attempts,12:N0} attempts  {figures.Faults.Total,12:N0} faults  {figures.Episodes,8:N0} episodes  {figures.Attempts / _told.TotalSeconds,8:N0} attempts/s");
    }

    /// <summary>Tells the figures, and of a broken promise how it came to it.</summary>
    internal void End(Figures figures, EpisodeResult? broken)
    {
        double seconds = _watch.Elapsed.TotalSeconds;
        Line($"{figures.Attempts:N0} attempts to hold, confirm or book and {figures.Faults.Total:N0} faults in {seconds:0.0} s ({figures.Attempts / seconds:N0} attempts/s): {(broken is null ? "0 violations" : "a promise was broken")}");
        Line($"{figures.Episodes:N0} episodes, {figures.Steps:N0} steps, {figures.Versions:N0} versions, trace {figures.Trace:x16}");
        Line($"calls: {figures.Accepted:N0} accepted (of them {figures.Replayed:N0} told again), {figures.Refused:N0} refused, {figures.ComeAgain:N0} to come again (of them {figures.Contended:N0} contended), {figures.Unknown:N0} unknown");
        Line($"appends: {figures.VersionsLost:N0} lost their version, {figures.GuardsFailed:N0} failed a guard; {figures.Lent:N0} loans were recorded; {figures.Disruptions:N0} disruptions broke {figures.Broken:N0} bookings");
        Line($"proposals: {figures.Proposed:N0} were opened, {figures.Agreed:N0} of them accepted; {figures.ByHand:N0} times somebody did something by hand");
        Line($"faults: {string.Join(", ", Enum.GetValues<Fault>().Select(fault => string.Create(CultureInfo.InvariantCulture, $"{fault} {figures.Faults[fault]:N0}")))}");
        if (broken is not null) Tell(broken);
    }

    private void Tell(EpisodeResult broken)
    {
        foreach (string line in broken.Latest.TakeLast(LinesTold)) output.WriteLine(line);
        Line($"BROKEN {broken.Violation}");
        Line($"seed {broken.Seed}, episode {broken.Episode}, step {broken.Figures.Steps}, trace {broken.Figures.Trace:x16}. To play it again:");
        Line($"  dotnet run -c Release --project tests/OptiTime.Simulation -- --seed {broken.Seed} --episode {broken.Episode} --attempts {order.Options.Attempts}{(order.Options.Mutant == Mutant.None ? "" : $" --mutant {order.Options.Mutant}")}");
    }

    private void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
