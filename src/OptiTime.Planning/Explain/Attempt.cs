using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Explain;

/// <summary>A stop tried at a position of a tour: how it would go, and by how much it fails.</summary>
/// <param name="Tour">The tour.</param>
/// <param name="Index">Where the stop would stand.</param>
/// <param name="To">The way there.</param>
/// <param name="From">The way on, or home.</param>
/// <param name="Free">When the resource can leave for it.</param>
/// <param name="Arrives">When it comes there.</param>
/// <param name="Start">The first start that then is possible, breaks heeded.</param>
/// <param name="Next">When it comes to what follows, or home.</param>
/// <param name="Bound">When it must be there at the latest, so that everything behind keeps its promise and the period is not overrun.</param>
/// <param name="Missing">How much time is missing; zero where it is possible.</param>
internal readonly record struct Attempt(
    Tour Tour, int Index, Leg To, Leg From, Moment Free, Moment Arrives, Moment Start, Moment Next, Moment Bound, Seconds Missing)
{
    /// <summary>Whether nothing stands in the way.</summary>
    internal bool IsPossible => Missing == Seconds.Zero;

    /// <summary>Whether nothing comes after it but the way home.</summary>
    internal bool IsLast => Index == Tour.Stops.Length;

    /// <summary>What it adds to the road.</summary>
    internal Leg Difference => To + From - Tour.LegTo(Index);
}
