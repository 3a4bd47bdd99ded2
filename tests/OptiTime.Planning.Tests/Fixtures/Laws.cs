using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>
/// Holds a law against many random cases; a failure prints the seed of its case. <c>OPTITIME_LAWS=20 tests/run</c> tries
/// twenty times as many, for a night; <c>OPTITIME_CASE=-1823566321</c> tries the one a failure printed as its original, and no other.
/// </summary>
internal static class Laws
{
    private static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("OPTITIME_LAWS"), NumberStyles.None, CultureInfo.InvariantCulture, out int times) && times > 0 ? times : 1;

    private static readonly int? Case = int.TryParse(Environment.GetEnvironmentVariable("OPTITIME_CASE"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int seed) ? seed : null;

    internal static void Hold(Action<Random> law, int cases = 300)
    {
        if (Case is { } only) law(new Random(only));
        else
        {
            Check.One(
                Config.QuickThrowOnFailure.WithMaxTest(cases * Times),
                Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed => law(new Random(seed))));
        }
    }
}
