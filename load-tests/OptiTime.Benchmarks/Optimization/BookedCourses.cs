using OptiTime.Benchmarks.Search;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.Benchmarks.Optimization;

/// <summary>
/// The territory of courses with bookings for several in it: customers call one after the other for an hour with an expert, a piece of equipment and a room, every
/// fourth for three days of that, and take one of the first ten offers. Anybody may serve them. Seeded.
/// </summary>
internal static class BookedCourses
{
    private const int Resources = 30, Sites = 3, Calls = 200;

    private static readonly Service Meeting = CourseTerritory.Meeting(isExact: false);

    /// <summary>What is sold.</summary>
    internal static Catalogue Catalogue { get; } =
        Catalogue.Empty.Assuming([new ServiceDefined(Meeting), new ServiceDefined(CourseTerritory.Course), new ServiceDefined(BusyTerritory.Asked)], 1, default);

    /// <summary>Builds it.</summary>
    internal static Board Build()
    {
        Board board = CourseTerritory.Build(Resources, Sites);
        var random = new Random(1);
        var search = new SlotSearch();
        for (int call = 0; call < Calls; call++)
        {
            SearchQuery query = CourseTerritory.Ask(call % 4 == 0 ? CourseTerritory.Course : Meeting);
            FoundOffer[] offers = [.. search.Find(board, query, BusyTerritory.Now).Offers];
            if (offers.Length > 0) board = Booked(board, $"G{call:000}", query.Service, offers[random.Next(offers.Length)]);
        }
        return board;
    }

    private static Board Booked(Board board, string id, Service service, FoundOffer offer)
    {
        var terms = new OfferTerms("O" + id, service.Id, null, null, null, null, offer.Steps, offer.Price, BusyTerritory.Now + Seconds.FromMinutes(15)) { AnyResource = true };
        Decision decision = Decider.Decide(board, Catalogue, new Book(id, terms, null, null), BusyTerritory.Now, board.Version + 1);
        if (decision.Refusal is { } refusal) throw new InvalidOperationException($"{id} was refused: {refusal.Message}");
        return decision.Assumed ?? board.Assuming(decision.Changes, decision.Places, board.Version + 1, BusyTerritory.Now);
    }
}
