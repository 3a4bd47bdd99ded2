namespace OptiTime.Planning.Value;

/// <summary>
/// The chance that a Poisson variable exceeds a number, which need not be whole: the regularised incomplete gamma function, by its series and
/// its continued fraction (Press et al., "Numerical Recipes", §6.2). It never falls as the mean grows, and never grows with the number.
/// </summary>
internal static class PoissonTail
{
    private const double Precision = 1e-12, Tiny = 1e-300;
    private const int MaximumTerms = 10_000;

    // Lanczos' approximation, g = 5, to ten digits.
    private static readonly double[] Lanczos =
        [76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2, -0.5395239384953e-5];

    /// <summary>The chance, 0 to 1, that more than a number come of which a mean is expected.</summary>
    /// <param name="mean">The mean; not negative.</param>
    /// <param name="number">The number; not negative.</param>
    internal static double Above(double number, double mean)
    {
        if (mean <= 0) return 0;
        double shape = number + 1;
        double chance = mean < shape + 1 ? Series(shape, mean) : 1 - Fraction(shape, mean);
        return Math.Clamp(chance, 0, 1);
    }

    private static double Series(double shape, double mean)
    {
        double term = 1 / shape, sum = term;
        for (int n = 1; n < MaximumTerms && term > sum * Precision; n++) sum += term *= mean / (shape + n);
        return sum * Scale(shape, mean);
    }

    private static double Fraction(double shape, double mean)
    {
        double b = mean + 1 - shape, c = 1 / Tiny, d = 1 / b, h = d;
        for (int n = 1; n < MaximumTerms; n++)
        {
            double a = -n * (n - shape);
            b += 2;
            d = 1 / NotZero((a * d) + b);
            c = NotZero(b + (a / c));
            double step = c * d;
            h *= step;
            if (Math.Abs(step - 1) < Precision) break;
        }
        return h * Scale(shape, mean);
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    private static double Scale(double shape, double mean) => Math.Exp((shape * Math.Log(mean)) - mean - LogGamma(shape));

    private static double LogGamma(double x)
    {
        double sum = 1.000000000190015, next = x;
        foreach (double part in Lanczos) sum += part / ++next;
        return Math.Log(2.5066282746310005 * sum / x) - (x + 5.5) + ((x + 0.5) * Math.Log(x + 5.5));
    }
}
