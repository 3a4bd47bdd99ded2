using System.Globalization;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Commands;
using OptiTime.Simulation.Silos;

namespace OptiTime.Simulation.Callers;

/// <summary>What a caller said and never got an answer to.</summary>
/// <param name="Log">Whose planner was called.</param>
/// <param name="Make">Makes the command anew: no two calls make a commitment of one id.</param>
/// <param name="Key">The key with which it can be asked again.</param>
internal sealed record OpenQuestion(string Log, Func<Command> Make, Idempotency Key);

/// <summary>What callers share: the silos they can call, and the holds and bookings they know of - which anybody may confirm, move or call off.</summary>
/// <param name="silos">The silos.</param>
/// <param name="territories">The territories.</param>
/// <param name="isRoughDay">Whether much happens in the field, and dispatchers have much to do.</param>
internal sealed class Desk(IReadOnlyList<SimulatedSilo> silos, IReadOnlyList<string> territories, bool isRoughDay)
{
    private int _names;

    /// <summary>The silos.</summary>
    internal IReadOnlyList<SimulatedSilo> Silos => silos;

    /// <summary>The territories.</summary>
    internal IReadOnlyList<string> Territories => territories;

    /// <summary>Whether much happens in the field, and dispatchers have much to do.</summary>
    internal bool IsRoughDay => isRoughDay;

    /// <summary>The commitments that may be there.</summary>
    internal List<(string Log, string Id)> Known { get; } = [];

    /// <summary>The proposals that may be open, which anybody may accept or refuse.</summary>
    internal List<(string Log, string Id)> Proposals { get; } = [];

    /// <summary>What is to be asked again once nothing goes wrong any more.</summary>
    internal List<OpenQuestion> Open { get; } = [];

    /// <summary>Whether callers are to go home.</summary>
    internal bool IsClosing { get; set; }

    /// <summary>A name nobody had, nor will: of one length, since what a proposal keeps has its name and a digit.</summary>
    internal string NewName(string first) => string.Create(CultureInfo.InvariantCulture, $"{first}{++_names:D7}");
}
