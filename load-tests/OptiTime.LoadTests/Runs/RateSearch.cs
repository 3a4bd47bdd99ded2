namespace OptiTime.LoadTests.Runs;

/// <summary>
/// Looks for the highest rate at which a bar is kept: doubles while it is, then halves the distance between the last that kept it and the first
/// that did not. A rate that breaks the bar is tried once more: on a machine with neighbours a single breach says little.
/// </summary>
/// <param name="first">The rate to begin with.</param>
/// <param name="halvings">How often the distance is halved.</param>
internal sealed class RateSearch(double first, int halvings)
{
    private const double Step = 10;

    private int _left = halvings;
    private double? _kept, _broken;
    private bool _isSecondTry;

    /// <summary>The rate to be tried next; null when the search is over.</summary>
    internal double? Next { get; private set; } = first;

    /// <summary>The highest rate that kept the bar; null when none did.</summary>
    internal double? Best => _kept;

    /// <summary>Says what came of the rate that was tried.</summary>
    internal void Tell(bool isKept)
    {
        double rate = Next ?? throw new InvalidOperationException("The search is over.");
        if (!isKept && !_isSecondTry)
        {
            _isSecondTry = true;
            return;
        }
        _isSecondTry = false;
        if (isKept) _kept = rate;
        else _broken = rate;
        Next = _broken is not { } broken ? rate * 2 : _left-- > 0 ? Between(_kept ?? 0, broken) : null;
    }

    // Whole tens: nobody believes more digits.
    private static double? Between(double kept, double broken)
    {
        double middle = Math.Round((kept + broken) / 2 / Step) * Step;
        return middle > kept && middle < broken ? middle : null;
    }
}
