namespace OptiTime.Planning.Value;

/// <summary>Work that is expected to be asked for, of one worth.</summary>
/// <param name="Value">What an hour of it is worth, in cents.</param>
/// <param name="Hours">How many hours are expected.</param>
internal readonly record struct ExpectedWork(double Value, double Hours);

/// <summary>
/// What one hour of capacity more would be worth to nested classes of work: expected marginal seat revenue (Belobaba 1989, "Application of a
/// probabilistic decision model to airline seat inventory control"), in the form of Talluri and van Ryzin's randomised linear programme (1999, "A
/// randomized linear programming method for computing network bid prices"): over all that may come, the mean worth of the class the last
/// hour goes to when the best are served first. With classes 1, 2, ... in falling order of their worth v and D(k) the work of the first k of
/// them, that is the sum of (v(k) - v(k+1)) · P(D(k) &gt; capacity). It never falls as more is expected, which averaging the classes
/// (Belobaba's EMSR-b) does not promise: there much cheap work makes dear work look cheap.
/// </summary>
internal static class MarginalValue
{
    /// <summary>The hours one visit takes, and how lumpy demand comes: the larger, the less certain it is how much comes of a mean.</summary>
    internal const double HoursOfALump = 1.5;

    /// <summary>Prices an hour for requests that rank below the first k classes, for each k from 1.</summary>
    /// <param name="classes">The classes, the most valuable first.</param>
    /// <param name="capacity">The hours that are left; not negative.</param>
    /// <param name="prices">Where the prices go, in cents: the first is for who ranks below the first class only.</param>
    internal static void Fill(ReadOnlySpan<ExpectedWork> classes, double capacity, Span<double> prices)
    {
        double hours = 0, kept = 0;
        for (int k = 0; k < classes.Length; k++)
        {
            hours += classes[k].Hours;
            double chance = PoissonTail.Above(capacity / HoursOfALump, hours / HoursOfALump), value = classes[k].Value;
            prices[k] = kept + (value * chance);
            double next = k + 1 < classes.Length ? classes[k + 1].Value : 0;
            kept += (value - next) * chance;
        }
    }
}
