using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Availability;
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
    /// <param name="silent">The territories that should have been asked too and could not.</param>
    /// <param name="microseconds">How long the searches took.</param>
    public AvailabilityResponse Write(IReadOnlyList<BoardResult> results, IReadOnlyList<string> silent, long microseconds)
    {
        ImmutableArray<BoardOffer> found = OfferMerge.Merge(results, question.Query);
        string[] ids = OpaqueId.New(found.Length);
        var offers = new Offer[found.Length];
        for (int index = 0; index < offers.Length; index++) offers[index] = WriterOf(found[index].Board).Write(found[index].Offer, ids[index]);
        return new AvailabilityResponse
        {
            Offers = offers,
            Refusal = offers.Length == 0 ? WriteRefusal(results) : null,
            PlanVersion = results[0].Result.PlanVersion,
            Completeness = (AnswerWorth)results.Select(one => one.Result.Completeness)
                .Append(silent.Count > 0 ? Completeness.Truncated : Completeness.Exact).Max(),
            LeftOut = LeftOut(results, silent),
            Territories = results.Count == 1 ? null : [.. results.Select(WriteAsked)],
            SearchMicroseconds = microseconds,
        };
    }

    private static string? LeftOut(IReadOnlyList<BoardResult> results, IReadOnlyList<string> silent)
    {
        string[] told = [.. results.Select(one => one.Result.LeftOut).OfType<string>(), .. silent.Select(id => $"Territory '{id}' could not be asked now.")];
        return told.Length == 0 ? null : string.Join(" ", told);
    }

    private static AskedTerritory WriteAsked(BoardResult one) => new()
    {
        Territory = one.Board.Settings.Id,
        PlanVersion = one.Result.PlanVersion,
        Completeness = (AnswerWorth)one.Result.Completeness,
    };

    private NoOffers WriteRefusal(IReadOnlyList<BoardResult> results) => new()
    {
        Reasons = [.. results.SelectMany(one => one.Result.Reasons.Select(reason => WriteReason(one.Board, reason)))],
        Relaxations =
        [
            .. results.SelectMany(one => one.Result.Relaxations.Select(relaxation => (one.Board, Relaxation: relaxation)))
                .OrderBy(one => one.Relaxation.Offer.TotalCost).ThenBy(one => one.Relaxation.Offer.End)
                .Select(one => WriterOf(one.Board).Write(one.Relaxation)),
        ],
    };

    private static Reason WriteReason(Board board, RefusalReason reason) =>
        new() { Code = reason.Code, Territory = board.Settings.Id, Message = reason.Message, Resources = reason.Resources };

    private OfferWriter WriterOf(Board board)
    {
        if (!_writers.TryGetValue(board, out OfferWriter? writer))
            _writers[board] = writer = new OfferWriter(signer, question, board, _request, _place, now + OfferWriter.Validity);
        return writer;
    }
}
