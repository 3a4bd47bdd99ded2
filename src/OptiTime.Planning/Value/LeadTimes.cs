namespace OptiTime.Planning.Value;

/// <summary>How many days before the day they want people ask, in classes: day by day for a week, then coarser.</summary>
public static class LeadTimes
{
    private static readonly int[] Firsts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 15, 29, 92];

    /// <summary>How many classes there are.</summary>
    public static int Count => Firsts.Length - 1;

    /// <summary>The class of a number of days.</summary>
    public static int IndexOf(int days)
    {
        int index = Count - 1;
        while (index > 0 && Firsts[index] > days) index--;
        return index;
    }

    /// <summary>The least number of days of a class.</summary>
    public static int FirstOf(int index) => Firsts[index];

    /// <summary>How many days a class spans.</summary>
    public static int LengthOf(int index) => Firsts[index + 1] - Firsts[index];

    /// <summary>The class of a number of days, told by its first.</summary>
    public static int Floor(int days) => Firsts[IndexOf(days)];
}
