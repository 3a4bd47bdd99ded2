using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Explain;

/// <summary>The chain of checks for a resource, and the offer where all are passed.</summary>
internal sealed class CheckChain
{
    private readonly Board _board;
    private readonly SearchQuery _query;
    private readonly AskedRole _asked;
    private readonly ImmutableArray<string> _sites;
    private readonly ResourceChecks _resources;
    private readonly TimeChecks _times;
    private readonly TourChecks _tours;
    private readonly Dictionary<string, ImmutableArray<Timing>> _timings = [];

    internal CheckChain(Board board, SearchQuery query, AskedRole asked, Moment now, CommitmentNaming naming)
    {
        (_board, _query, _asked) = (board, query, asked);
        IEnumerable<string> offered = query.Service.Sites.IsEmpty ? board.Sites.Keys : query.Service.Sites.Where(board.Sites.ContainsKey);
        _sites = [.. offered.Where(site => query.Sites.IsEmpty || query.Sites.Contains(site))];
        _resources = new ResourceChecks(query, asked.Role, _sites);
        _times = new TimeChecks(board, query, now);
        _tours = new TourChecks(board, asked.Length, now, naming);
    }

    /// <summary>What is asked for, held to notice and horizon.</summary>
    internal Interval Between => _times.Between;

    /// <summary>Whether a resource could serve if only there were time.</summary>
    internal bool MayServe(ResourceEntry entry) => _resources.Of(entry.Resource).All(check => check.Result == CheckResult.Passed);

    /// <summary>Where a resource could serve: the customer's place, each of the sites for one that travels, or where it stands.</summary>
    internal IEnumerable<Spot> SpotsFor(ResourceEntry entry)
    {
        if (!entry.IsMobile) return [new Spot(null, null)];
        return _asked.Role.Where switch
        {
            RolePlace.Customer => _query.At is { } point ? [new Spot(point, null)] : [],
            RolePlace.Site => _sites.Select(site => new Spot(_board.Sites[site].Site.Location, _board.Sites[site])),
            _ => [],
        };
    }

    /// <summary>The promises that may be made at a spot.</summary>
    internal ImmutableArray<Timing> TimingsAt(Spot spot)
    {
        string key = spot.Site?.Site.Id ?? "";
        return _timings.TryGetValue(key, out ImmutableArray<Timing> known) ? known : _timings[key] = _times.TimingsAt(spot);
    }

    /// <inheritdoc cref="TimeChecks.TimingOf"/>
    internal Timing? TimingOf(Spot spot, Moment start) => _times.TimingOf(spot, start);

    /// <summary>The chain for a resource.</summary>
    /// <param name="entry">The resource.</param>
    /// <param name="start">The start; null where there is none to look at.</param>
    /// <param name="trial">The best attempt at it; null where the resource does not work then.</param>
    internal ResourceExplanation At(ResourceEntry entry, Moment? start, Trial? trial)
    {
        ImmutableArray<Check> checks = [.. _resources.Of(entry.Resource), .. InTime(entry, start, trial)];
        bool isPossible = checks.All(check => check.Result == CheckResult.Passed);
        return new ResourceExplanation(entry.Resource.Id, start, checks, isPossible ? OfferOf(entry, start!.Value, trial!) : null);
    }

    private IEnumerable<Check> InTime(ResourceEntry entry, Moment? start, Trial? trial)
    {
        Spot? spot = trial?.Spot ?? SpotsFor(entry).FirstOrDefault();
        if (start is { } at) return [.. _times.Of(at, spot), .. spot is null ? TourChecks.NotReached() : _tours.Of(entry, at + _asked.Offset, trial?.Attempt)];
        if (spot is null || !MayServe(entry)) return [.. _times.OfAll(new Spot(null, null)), .. TourChecks.NotReached()];
        Check[] times = [.. _times.OfAll(spot)];
        return [.. times, .. times.Any(check => check.Result == CheckResult.Failed) ? TourChecks.NotReached() : _tours.OfNone(entry, Between)];
    }

    private FoundOffer OfferOf(ResourceEntry entry, Moment start, Trial trial)
    {
        (Attempt attempt, Timing timing, Spot spot, _) = trial;
        var added = new Leg(new Seconds(Math.Max(0, attempt.Difference.Time.Value)), new Metres(Math.Max(0, attempt.Difference.Distance.Value)));
        ImmutableArray<CostLine> cost = entry.IsMobile
            ? [new CostLine("labour", entry.CostOf(_asked.Step.Duration)), new CostLine("travel", entry.CostOf(added))]
            : [new CostLine(entry.Resource.Mobility == Mobility.Fixed ? "usage" : "labour", entry.CostOf(_asked.Step.Duration))];
        if (_query.Opportunity?.Of(entry.Resource, attempt.Tour.Period.Day, _asked.Step.Duration) is { Cents: > 0 } lost) cost = cost.Add(new CostLine("opportunity", lost));
        var offered = new OfferedStep(timing.Promise, timing.Earliest, timing.Latest, start, spot.Site?.Site.Id ?? entry.Resource.Site, [new OfferedResource(_asked.Role.Name, entry.Resource.Id)]);
        var stop = new TourStop("", 0, -1, start, _asked.Step.Duration, _asked.Step.Spread, timing.Earliest, timing.Latest, attempt.To);
        return new FoundOffer([offered], start + _asked.Step.Duration, added, cost, _query.Service.Price, OnTime.Of(attempt.Tour, attempt.Index, stop), []);
    }
}
