using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Hosting;

/// <summary>
/// The company around Lyon, in a silo that goes by a clock the test drives: it has a turn to optimise when the test says so, and a test goes on when the figures say what came of
/// it. The figures are of the process, so that tests of it come one after the other.
/// </summary>
public sealed class OptimisingSilo(bool isOn) : LyonSilo
{
    internal const string Turns = "optitime_optimizer_turns_total", Slices = "optitime_optimizer_slices_total", Saved = "optitime_optimizer_saved_total";

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    protected override bool Optimises => isOn;

    private DrivenClock Driven => (DrivenClock)Clock;

    private protected override MovableClock Goes(DateTimeOffset from) => new DrivenClock(from);

    /// <summary>Gives it one turn, and waits for what comes of it.</summary>
    /// <returns>What: <c>worked</c>, <c>rested</c>, <c>gave-way</c>, <c>nothing</c>.</returns>
    internal async Task<string> TurnAsync()
    {
        while (!Driven.Rings(Tick)) await Task.Yield();
        Dictionary<string, double> before = await TurnsAsync();
        Driven.Advance(Tick);
        while (true)
        {
            foreach ((string outcome, double count) in await TurnsAsync())
            {
                if (count > before.GetValueOrDefault(outcome)) return outcome;
            }
            await Task.Yield();
        }
    }

    /// <summary>Gives it turns until it has nothing to do any more.</summary>
    internal async Task UntilSettledAsync()
    {
        while (await TurnAsync() != "nothing") { }
    }

    /// <summary>A figure as <c>/metrics</c> tells it; 0 where it is not told.</summary>
    internal async Task<double> FigureAsync(string name) =>
        Figures(await Http.GetStringAsync("/metrics")).FirstOrDefault(one => one.Name == name).Value;

    private async Task<Dictionary<string, double>> TurnsAsync() =>
        Figures(await Http.GetStringAsync("/metrics")).Where(one => one.Name.StartsWith(Turns + "{", StringComparison.Ordinal))
            .ToDictionary(one => one.Name.Split('"')[1], one => one.Value);

    private static IEnumerable<(string Name, double Value)> Figures(string text) =>
        from line in text.Split('\n')
        where line.Length > 0 && line[0] != '#'
        let end = line.LastIndexOf(' ')
        select (line[..end], double.Parse(line[(end + 1)..], System.Globalization.CultureInfo.InvariantCulture));
}
