namespace OptiTime.Planning.Repair;

/// <summary>A way to put work into a tour: at a position, or in the place of some stops that follow each other.</summary>
/// <param name="Slot">The tour.</param>
/// <param name="Index">The position.</param>
/// <param name="Count">How many stops give up their place.</param>
/// <param name="Window">Between when it may then start.</param>
/// <param name="Rank">What it costs, minutes shifted counted in.</param>
internal readonly record struct Insertion(int Slot, int Index, int Count, StartWindow Window, long Rank)
{
    /// <summary>No way.</summary>
    internal static Insertion None { get; } = new(-1, 0, 0, default, long.MaxValue);

    /// <summary>Whether it is one.</summary>
    internal bool IsPossible => Slot >= 0;
}
