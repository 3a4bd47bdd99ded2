using FsCheck;
using FsCheck.Fluent;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>Holds a law against many random cases; a failure prints the seed of its case.</summary>
internal static class Laws
{
    internal static void Hold(Action<Random> law, int cases = 300) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(cases),
        Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed => law(new Random(seed))));
}
