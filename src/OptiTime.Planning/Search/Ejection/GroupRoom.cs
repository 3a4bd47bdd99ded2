using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search.Groups;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search.Ejection;

/// <summary>
/// Makes room for several at once. The group is chosen on a board on which movable work counts as free time that is dearer; those who are really in its way
/// leave, and are settled elsewhere by the chains that make room for one. Who finds no other place stays, and a group is looked for again.
/// </summary>
internal static class GroupRoom
{
    /// <summary>How often a group is looked for again when somebody in its way found no other place.</summary>
    private const int Rounds = 4;

    /// <summary>How often start and moves are found anew, until making room again for what is told leads to just that.</summary>
    private const int AttemptsToAgree = 3;

    /// <summary>Looks for offers of groups that move other work inside its promise.</summary>
    /// <inheritdoc cref="ChainSearch.Find"/>
    internal static ChainSearch.Found Find(GroupSearch search, Board board, SearchQuery query, Moment now, IReadOnlySet<Interval> offered, CancellationToken stop)
    {
        Place? here = query.At is { } at ? new Place(GroupSearch.Here, at) : null;
        if (here is not null) board = board.Assuming([], [here], board.Version, board.At);
        var state = Arrangement.Of(board);
        var maker = new RoomMaker(ChainSearch.Newcomer, ChainSearch.ThawOf(board, now), query.Service.Class, null, now, query.PositionBudget);
        var offers = new Dictionary<Interval, FoundOffer>();
        var beyond = new Dictionary<Interval, BeyondPromises>();
        Interval between = SlotSearch.BetweenOf(board, query, now);
        for (int round = 0, stuck = 1; round < Rounds && stuck > 0 && !between.IsEmpty; round++)
        {
            stuck = 0;
            var work = new Work(query.PositionBudget, stop);
            foreach (GroupChance chance in search.FindChances(board, query, between, now, maker.MovableOn(state), ref work))
            {
                if (offers.Count + offered.Count >= query.MaximumOffers || maker.Tries <= 0 || stop.IsCancellationRequested) break;
                if (offered.Contains(chance.Promise) || offers.ContainsKey(chance.Promise)) continue;
                maker.Begin();
                if (OfferOf(maker, state, query, chance, here, now) is { } offer) offers[chance.Promise] = offer;
                if (maker.Unplaced is not { } unplaced) continue;
                beyond.TryAdd(chance.Promise, new BeyondPromises(chance.Promise, unplaced.Steps[0].Assignments[0].Resource, [unplaced.Id]));
                maker.Bar(unplaced.Id);
                stuck++;
            }
        }
        return ChainSearch.Found.Of(offers, beyond, offered);
    }

    /// <summary>Makes room again for a group that is taken up, by moving nothing but what its offer named.</summary>
    /// <param name="board">The board.</param>
    /// <param name="service">The service.</param>
    /// <param name="id">The id of the commitment to be.</param>
    /// <param name="offered">What was offered.</param>
    /// <param name="place">Where the customer is, where a step takes place there.</param>
    /// <param name="moves">What may be moved.</param>
    /// <param name="now">The present.</param>
    /// <returns>The moves with the changes they come to; null when there is no such room any more.</returns>
    internal static (ImmutableArray<PlannedMove> Moves, IReadOnlyList<Change> Changes)? MakeAgain(
        Board board, Service service, string id, ImmutableArray<OfferedStep> offered, Place? place, ImmutableArray<string> moves, Moment now)
    {
        if (place is not null) board = board.Assuming([], [place], board.Version, board.At);
        var state = Arrangement.Of(board);
        var search = new GroupSearch();
        var maker = new RoomMaker(id, ChainSearch.ThawOf(board, now), service.Class, moves.ToHashSet(StringComparer.Ordinal), now, long.MaxValue);
        for (int round = 0; round < Rounds; round++)
        {
            maker.Begin();
            if (search.FindChance(board, service, offered, place, now, maker.MovableOn(state)) is not { } chance) return null;
            if (Make(maker, state, service, chance, place, now) is { } room) return (room.Moves(), room.Changes());
            if (maker.Unplaced is not { } unplaced) return null;
            maker.Bar(unplaced.Id);
        }
        return null;
    }

    private static FoundOffer? OfferOf(RoomMaker maker, Arrangement state, SearchQuery query, GroupChance chance, Place? here, Moment now)
    {
        if (Make(maker, state, query.Service, chance, here, now) is not { } found || found.Origins.IsEmpty) return null;
        // It must be had in just the way in which it will be held: made again at the starts told, by moving nothing but what it names.
        ImmutableArray<string> moves = [.. found.Origins.Keys];
        ImmutableArray<OfferedStep> steps = chance.AsOffered(state.Board);
        for (int attempt = 0; attempt < AttemptsToAgree; attempt++)
        {
            if (MakeAgain(state.Board, query.Service, maker.Newcomer, steps, here, moves, now) is not { } room) return null;
            Board after = state.Board.Assuming(room.Changes, [], state.Board.Version, state.Board.At);
            if (new GroupSearch().Fit(after, query.Service, steps, here, maker.Newcomer, now, out GroupPlacement? placement) != Fit.Fits) return null;
            ImmutableArray<OfferedStep> told = [.. steps.Select((step, index) => step with { Start = placement!.Times[index].From })];
            ImmutableArray<string> moved = [.. room.Moves.Select(move => move.Commitment)];
            if (moved.IsEmpty) return null;
            if (!moved.SequenceEqual(moves) || !told.Select(step => step.Start).SequenceEqual(steps.Select(step => step.Start)))
            {
                (steps, moves) = (told, moved);
                continue;
            }
            ImmutableArray<CostLine> cost = placement!.Cost.Add(ChainSearch.CostOf(state.Board, after, room.Moves));
            if (GroupSearch.LostBy(state.Board, query, chance.Picks.AsSpan()) is { Cents: > 0 } lost) cost = cost.Add(new CostLine("opportunity", lost));
            return new FoundOffer(told, placement.Times[^1].To, placement.Added, cost, query.Service.Price, placement.OnTime, room.Moves);
        }
        return null;
    }

    /// <summary>The board with room for a group: it has stood there while the others were settled, and is taken out again.</summary>
    private static Arrangement? Make(RoomMaker maker, Arrangement state, Service service, GroupChance chance, Place? place, Moment now)
    {
        if (!maker.MayTry()) return null;
        MovableWork movable = maker.MovableOn(state);
        var leaving = new List<Commitment>();
        foreach (Pick pick in chance.Picks)
        {
            if (InTheWayOf(state.Board, service, chance, pick, movable, now) is not { } run) return null;
            foreach (string id in run)
            {
                // A job of several may be in the way of more than one.
                if (state.Origins.ContainsKey(id)) continue;
                Commitment work = state.Board.Commitments[id].Commitment;
                leaving.Add(work);
                state = state.Without(work, now);
            }
        }
        if (leaving.Count > RoomMaker.MostMoves) return null;
        if (GroupPlacement.Of(state.Board, service.Steps, chance.Targets, chance.Picks.AsSpan(), chance.Choices.AsSpan(), maker.Newcomer, now) is not { } placement) return null;
        Board before = state.Board;
        var stood = new Commitment(
            maker.Newcomer, CommitmentState.Confirmed, maker.Newcomer, new SoldService(service.Id, service.Name, service.Class, service.Price, 0), null, null, null,
            GroupTaking.StepsOf(service, placement.AsOffered(before, chance.Choices.AsSpan(), chance.Targets), place?.Id, placement), default, [], null);
        state = state.With([new CommitmentRecorded(stood), .. placement.Tours.Select(tour => tour.ToChange(before.ResourceOf(tour.Resource).Resource.Id))]);
        return maker.SettleAll(state, leaving) is { } settled ? settled.With([.. Vacancy.Tours(settled.Board, stood, now)]) : null;
    }

    /// <summary>The movable stops in a row without which somebody has room for their part, the least trouble first; none where they have room; null where that does not help.</summary>
    internal static ImmutableArray<string>? InTheWayOf(Board board, Service service, GroupChance chance, Pick pick, MovableWork movable, Moment now)
    {
        ResourceEntry resource = board.ResourceOf(pick.Resource);
        Target target = chance.Targets[pick.Step];
        Location? point = resource.IsMobile ? target.Point : null;
        Tour tour = board.ToursOf(pick.Day)[pick.Tour];
        TourStop stop = GroupPlacement.StopOf(
            "", pick, service.Steps[pick.Step], chance.Choices[pick.Step], resource.IsMobile ? target.Place : -1, isFixed: chance.Picks.Length > 1);
        if (CheapestInsertion.Into(board, resource, tour, stop, point, now) is not null) return [];
        (long Trouble, int First, int Count)? best = null;
        for (int first = 0; first < tour.Stops.Length; first++)
        {
            (Tour without, long trouble) = (tour, 0);
            for (int count = 1; count <= SlotSearch.MostEjected && first + count <= tour.Stops.Length; count++)
            {
                if (movable.CostOf(tour.Stops[first + count - 1]) is not { } cost) break;
                trouble += cost;
                without = TourEditing.Remove(without, first, Vacancy.Across(board, resource, without, first), now);
                if (best is { } known && known.Trouble <= trouble) break;
                if (CheapestInsertion.Into(board, resource, without, stop, point, now) is not null) best = (trouble, first, count);
            }
        }
        return best is { } run ? [.. tour.Stops.Skip(run.First).Take(run.Count).Select(one => one.Commitment)] : null;
    }
}
