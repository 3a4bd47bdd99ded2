using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.WhatIf;

/// <summary>
/// A plan to try things on: it takes commands as the real one does, decided by the same code, and nothing of it reaches a log. Boards are
/// immutable, so the one it began with stays as it was.
/// </summary>
/// <param name="board">What it begins with.</param>
/// <param name="catalogue">What is sold.</param>
public sealed class TrialPlan(Board board, Catalogue catalogue)
{
    private static readonly Seconds OfferLife = Seconds.FromMinutes(15);

    private readonly SlotSearch _search = new();
    private int _ids;

    /// <summary>The plan of a territory in which there is nothing yet.</summary>
    /// <param name="settings">The territory.</param>
    /// <param name="catalogue">What is sold.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="ArgumentException">There can be no such territory.</exception>
    public static TrialPlan Of(TerritorySettings settings, Catalogue catalogue, Moment now)
    {
        Decision defined = Decider.Decide(null, catalogue, new DefineTerritory(settings, 0), now, 1);
        if (defined.Refusal is { } refusal) throw new ArgumentException(refusal.Message, nameof(settings));
        return new TrialPlan(Board.Begin(new LogEntry(settings.Id, 1, now, Guid.Empty, defined.Changes, [])), catalogue);
    }

    /// <summary>The plan as it stands.</summary>
    public Board Board { get; private set; } = board;

    /// <summary>What is sold.</summary>
    public Catalogue Catalogue => catalogue;

    /// <summary>Decides a command, and takes what it comes to.</summary>
    /// <param name="command">The command.</param>
    /// <param name="now">When; not before the board's own time.</param>
    public Decision Send(Command command, Moment now)
    {
        Moment at = Moment.Max(now, Board.At);
        Decision decision = Decider.Decide(Board, catalogue, command, at, Board.Version + 1);
        if (!decision.Changes.IsEmpty) Board = decision.Assumed ?? Board.Assuming(decision.Changes, decision.Places, Board.Version + 1, at);
        return decision;
    }

    /// <summary>Searches.</summary>
    public SearchResult Search(SearchQuery query, Moment now, CancellationToken stop = default) => _search.Find(Board, query, Moment.Max(now, Board.At), stop);

    /// <summary>The offers alone, without reasons or relaxations.</summary>
    internal SearchResult FindOffers(SearchQuery query, Moment now, CancellationToken stop) => _search.FindOffers(Board, query, Moment.Max(now, Board.At), stop);

    /// <summary>The reason that leaves nobody for a query, in a stable word.</summary>
    internal string WhyNot(SearchQuery query, Moment now) => RefusalReasons.Of(Board, query, Moment.Max(now, Board.At)) is [.., var last] ? last.Code : "full";

    /// <summary>Takes a commitment off the plan.</summary>
    internal void Vacate(string commitment, Moment now) => Board = Vacancy.Without(Board, commitment, Moment.Max(now, Board.At));

    /// <summary>Lets a planned job wait again.</summary>
    internal void PutBack(Commitment job, Moment now) => Board = Board.Assuming(
        [.. Vacancy.Tours(Board, job, Moment.Max(now, Board.At)), new CommitmentRecorded(JobDecisions.PutBack(job))], [], Board.Version, Board.At);

    /// <summary>Plans a job that waits, as the planner's host would.</summary>
    /// <returns>Whether there was room for it.</returns>
    internal bool TryPlan(string job, Moment now, long positions) =>
        JobSearch.Find(_search, Board, catalogue, job, Moment.Max(now, Board.At), positions) is { } plan && Send(plan, now).Refusal is null;

    /// <summary>Books an offer.</summary>
    /// <param name="query">What it answered.</param>
    /// <param name="offer">The offer.</param>
    /// <param name="tier">The customer's tier; null for none.</param>
    /// <param name="now">When.</param>
    public Decision Book(SearchQuery query, FoundOffer offer, string? tier, Moment now)
    {
        string id = NewId();
        Place? place = query.At is { } point ? new Place("P" + id, point) : null;
        var terms = new OfferTerms("O" + id, query.Service.Id, null, tier, null, place, offer.Steps, offer.Price, Moment.Max(now, Board.At) + OfferLife)
        {
            Moves = [.. offer.Moved.Select(move => move.Commitment)],
            AnyResource = query is { Require.IsEmpty: true, Prefer.IsEmpty: true, Refuse.IsEmpty: true },
        };
        return Send(new Book(id, terms, null, null), now);
    }

    // Real ids are random and of sixteen letters: none is like these.
    private string NewId() => "TRIAL" + ++_ids;
}
