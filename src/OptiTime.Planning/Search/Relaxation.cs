using System.Collections.Immutable;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search;

/// <summary>A constraint which, given up, turns the no into a yes.</summary>
/// <param name="GivesUp">What is given up, a word of <see cref="Given"/>; two joined by <c>+</c> where one is not enough.</param>
/// <param name="Query">The query without it, from which the offer came.</param>
/// <param name="Offer">The offer then; complete and bookable.</param>
/// <param name="Extra">
/// What it costs the company beyond the work itself done by the cheapest resource that could have done it as asked, on the road to nowhere and
/// in its working time: the road, overtime, and a dearer resource. Comparable between all relaxations of a question; never negative.
/// </param>
/// <param name="Words">The whole of it in a sentence.</param>
/// <param name="Distance">Where a site is given up, how far the other is from the one asked for, as the crow flies; null otherwise.</param>
public sealed record Relaxation(string GivesUp, SearchQuery Query, FoundOffer Offer, Money Extra, string Words, Metres? Distance)
{
    /// <summary>The most relaxations one answer tells.</summary>
    public const int Most = 10;

    /// <summary>How near it is to what was asked, by the measure of its kind (metres, seconds); less is nearer. Where a kind has none, zero.</summary>
    internal long Nearness { get; init; }

    /// <summary>
    /// The best of some relaxations in the order in which they are to be told: one of each kind before a second of any, within a kind the
    /// nearest to what was asked first, and kinds by what they cost extra.
    /// </summary>
    /// <param name="found">The relaxations, of one board or of several with one currency.</param>
    /// <param name="kind">What one of them gives up.</param>
    public static ImmutableArray<T> InOrder<T>(IEnumerable<T> found, Func<T, Relaxation> kind) =>
    [
        .. found.GroupBy(one => kind(one).GivesUp, StringComparer.Ordinal)
            .SelectMany(same => same.OrderBy(one => kind(one).Nearness).ThenBy(one => kind(one).Extra).ThenBy(one => kind(one).Offer.End)
                .Select((one, place) => (One: one, Place: place)))
            .OrderBy(ranked => ranked.Place).ThenBy(ranked => kind(ranked.One).Extra).ThenBy(ranked => kind(ranked.One).Offer.End)
            .ThenBy(ranked => kind(ranked.One).GivesUp, StringComparer.Ordinal)
            .Take(Most).Select(ranked => ranked.One),
    ];
}

/// <summary>The words for what can be given up. A resource the customer refuses never is; one they prefer is no constraint, so that doing without costs nothing but the preference.</summary>
public static class Given
{
    /// <summary>The times wished for.</summary>
    public const string Wish = "wish";

    /// <summary>The time asked about: sooner or later; of a wish the day, while it keeps its hours.</summary>
    public const string Day = "day";

    /// <summary>The required resources, whatever their kind.</summary>
    public const string Technician = "technician";

    /// <summary>The sites asked for.</summary>
    public const string Site = "site";

    /// <summary>The windows in which the service is promised, for an exact time; or, of an exact time, where it may lie.</summary>
    public const string Window = "window";

    /// <summary>The deadline of the customer's service level.</summary>
    public const string ServiceLevel = "service-level";

    /// <summary>The end of work: somebody works longer.</summary>
    public const string Overtime = "overtime";

    /// <summary>Another territory's resources serve.</summary>
    public const string Territory = "territory";

    /// <summary>Two given up together.</summary>
    public static string Both(string first, string second) => $"{first}+{second}";
}
