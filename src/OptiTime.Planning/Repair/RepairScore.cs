namespace OptiTime.Planning.Repair;

/// <summary>What an attempt comes to; the smaller the better.</summary>
/// <param name="Unkept">How much was promised and found no place.</param>
/// <param name="Moved">How many bookings were moved.</param>
/// <param name="Waiting">How many jobs wait.</param>
/// <param name="Rank">What the minutes shifted and the cost come to.</param>
internal readonly record struct RepairScore(int Unkept, int Moved, int Waiting, long Rank) : IComparable<RepairScore>
{
    /// <summary>The score of a field as it is.</summary>
    internal static RepairScore Of(RepairField field, IReadOnlyList<RepairItem> bookings)
    {
        FieldTotals totals = FieldTotals.Of(field);
        return new RepairScore(bookings.Count(item => item.Slot < 0), field.Moved, field.Waiting.Count, totals.Cost + RepairScan.RankOf(totals.Shifted));
    }

    /// <inheritdoc/>
    public int CompareTo(RepairScore other) => (Unkept, Moved, Waiting, Rank).CompareTo((other.Unkept, other.Moved, other.Waiting, other.Rank));
}
