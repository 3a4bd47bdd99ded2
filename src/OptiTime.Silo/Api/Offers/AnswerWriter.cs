using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Offers;

/// <summary>Turns what was found on one board or several into the answer to a question.</summary>
internal sealed class AnswerWriter(OfferSigner signer, Question question, Moment now)
{
    private readonly byte[] _request = SignedOffer.Pack(question.Request);
    private readonly Place? _place = question.Query.At is { } at ? new Place("P-" + OpaqueId.New(), at, question.Customer) : null;
    private readonly Dictionary<Board, OfferWriter> _writers = [];

    /// <summary>The whole answer.</summary>
    /// <param name="results">What was found, the nearest territory's first; at least one.</param>
    /// <param name="stale">Of each, why its board may not be the newest; null where it is.</param>
    /// <param name="silent">The territories that should have been asked too and could not.</param>
    /// <param name="afield">What others offer where none of the results has an offer.</param>
    /// <param name="microseconds">How long the searches took.</param>
    public AvailabilityResponse Write(
        IReadOnlyList<BoardResult> results, IReadOnlyList<Staleness?> stale, IReadOnlyList<string> silent, Afield afield, long microseconds)
    {
        ImmutableArray<BoardOffer> found = OfferMerge.Merge(results, question.Query);
        string[] ids = OpaqueId.New(found.Length);
        var offers = new Offer[found.Length];
        for (int index = 0; index < offers.Length; index++) offers[index] = WriterOf(found[index].Board).Write(found[index].Offer, ids[index]);
        return new AvailabilityResponse
        {
            Offers = offers,
            Refusal = offers.Length == 0 ? WriteRefusal(results, afield) : null,
            PlanVersion = results[0].Result.PlanVersion,
            Completeness = results.Select((one, index) => WorthOf(one, stale[index])).Append(silent.Count > 0 || !afield.LeftOut.IsEmpty ? AnswerWorth.Truncated : AnswerWorth.Exact).Max(),
            StaleSeconds = stale.Max(one => one?.Seconds),
            LeftOut = LeftOut(results, stale, silent, afield),
            Territories = results.Count == 1 ? null : [.. results.Select((one, index) => WriteAsked(one, stale[index]))],
            BeyondPromises = results.Any(one => !one.Result.Beyond.IsEmpty)
                ? [.. results.SelectMany(one => one.Result.Beyond.Select(beyond => WriterOf(one.Board).Write(beyond)))] : null,
            BidPriceVersion = results[0].Result.BidPriceVersion,
            SearchMicroseconds = microseconds,
        };
    }

    private static string? LeftOut(IReadOnlyList<BoardResult> results, IReadOnlyList<Staleness?> stale, IReadOnlyList<string> silent, Afield afield)
    {
        string[] told =
        [
            .. stale.Select(one => one?.Why).OfType<string>(), .. results.Select(one => one.Result.LeftOut).OfType<string>(),
            .. silent.Select(id => $"Territory '{id}' could not be asked now."), .. afield.LeftOut,
        ];
        return told.Length == 0 ? null : string.Join(" ", told);
    }

    private static AnswerWorth WorthOf(BoardResult one, Staleness? staleness) => staleness is null ? (AnswerWorth)one.Result.Completeness : AnswerWorth.Stale;

    private static AskedTerritory WriteAsked(BoardResult one, Staleness? staleness) => new()
    {
        Territory = one.Board.Settings.Id,
        PlanVersion = one.Result.PlanVersion,
        Completeness = WorthOf(one, staleness),
        StaleSeconds = staleness?.Seconds,
        BidPriceVersion = one.Result.BidPriceVersion,
    };

    private NoOffers WriteRefusal(IReadOnlyList<BoardResult> results, Afield afield) => new()
    {
        Reasons = [.. results.SelectMany(one => one.Result.Reasons.Select(reason => WriteReason(one.Board, reason)))],
        Relaxations =
        [
            .. Relaxation.InOrder(
                results.SelectMany(one => one.Result.Relaxations.Select(relaxation => new BoardRelaxation(one.Board, relaxation))).Concat(afield.Found), one => one.Relaxation)
                .Select(one => WriterOf(one.Board).Write(one.Relaxation)),
        ],
    };

    private static Reason WriteReason(Board board, RefusalReason reason) =>
        new() { Code = reason.Code, Territory = board.Settings.Id, Message = reason.Message, Resources = reason.Resources };

    /// <summary>Writes the offers of a board.</summary>
    public OfferWriter WriterOf(Board board)
    {
        if (!_writers.TryGetValue(board, out OfferWriter? writer))
            _writers[board] = writer = new OfferWriter(signer, question, board, _request, _place, Moment.Max(now, board.At) + OfferWriter.Validity);
        return writer;
    }
}
