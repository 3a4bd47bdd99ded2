using OptiTime.Simulation.Chance;
using OptiTime.Simulation.Runs;
using OptiTime.Simulation.Time;

namespace OptiTime.Simulation;

/// <summary>What everything in an episode shares: time, chance, what may go wrong, and the trace.</summary>
/// <param name="Timeline">The one thread.</param>
/// <param name="Dice">The one source of chance.</param>
/// <param name="Trace">What happened.</param>
/// <param name="Figures">What it comes to.</param>
internal sealed record Surroundings(Timeline Timeline, Dice Dice, Trace Trace, Figures Figures)
{
    private static readonly string[] FaultNames = Enum.GetNames<Fault>();

    /// <summary>How often things go wrong; none once the episode heals.</summary>
    internal FaultRates Rates { get; set; } = FaultRates.None;

    /// <summary>How long a silo waits for the store.</summary>
    internal TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether something goes wrong now; if so it is counted.</summary>
    internal bool Strikes(Fault fault, double rate)
    {
        if (!Dice.Happens(rate)) return false;
        Count(fault);
        return true;
    }

    /// <summary>Notes that something went wrong.</summary>
    internal void Count(Fault fault)
    {
        Figures.Faults.Count(fault);
        Trace.Note(Timeline.Now, "fault", FaultNames[(int)fault]);
    }

    /// <summary>How long it takes between a silo and the store.</summary>
    internal TimeSpan Way() => Strikes(Fault.Delay, Rates.Delay) ? Dice.Milliseconds(20, 3_000) : Dice.Milliseconds(0.2, 3);

    /// <summary>Adds a line to the trace.</summary>
    internal void Note(string what, string about, string whom = "", long first = 0, long second = 0) => Trace.Note(Timeline.Now, what, about, whom, first, second);
}
