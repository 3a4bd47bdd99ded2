using OptiTime.Engine.Directory;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Optimization.Improving;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.WhatIf;

namespace OptiTime.LoadTests.Disturbed;

/// <summary>The plan of a day, on which something happens: decided by the code silos use.</summary>
/// <param name="board">What it begins with.</param>
/// <param name="catalogue">What is sold.</param>
internal sealed class DayPlan(Board board, Catalogue catalogue)
{
    private static readonly Seconds OfferLife = Seconds.FromMinutes(15);

    private TrialPlan _plan = new(board, catalogue);

    /// <summary>The plan as it stands.</summary>
    internal Board Board => _plan.Board;

    /// <summary>What is sold.</summary>
    internal Catalogue Catalogue => catalogue;

    /// <summary>The same plan, to go on otherwise.</summary>
    internal DayPlan Copy() => new(Board, catalogue);

    /// <summary>Decides a command that must be accepted, and takes what it comes to.</summary>
    /// <exception cref="LoadTestException">It was refused.</exception>
    internal void Send(Command command, Moment now)
    {
        if (_plan.Send(command, now).Refusal is { } refusal) throw new LoadTestException($"{command.GetType().Name} was refused: {refusal.Message}");
    }

    /// <summary>Decides a command, and takes what it comes to where it is possible.</summary>
    internal void TrySend(Command command, Moment now) => _plan.Send(command, now);

    /// <summary>Takes changes as they are.</summary>
    internal void Take(IEnumerable<Change> changes, Moment now) => _plan = new TrialPlan(Board.Assuming(changes, [], Board.Version + 1, Moment.Max(now, Board.At)), catalogue);

    /// <summary>Lets an optimiser make it cheaper.</summary>
    /// <param name="options">What it looks at, and what counts.</param>
    /// <param name="now">The present.</param>
    /// <param name="seed">Decides what is left to chance.</param>
    internal void Improve(ImprovementOptions options, Moment now, ulong seed)
    {
        var made = new Rearrangement(Board, catalogue, now, options);
        foreach (ImprovementBatch batch in PlanImprover.Improve(Board, catalogue, now, options, seed, CancellationToken.None).Batches) made.Make(batch.Moves);
        Take(made.Changes(), now);
    }

    /// <summary>Searches for a customer and books the first offer, if there is one.</summary>
    /// <param name="id">The id of the booking to be.</param>
    /// <param name="service">What is asked for.</param>
    /// <param name="customer">Who asks.</param>
    /// <param name="between">When it is to be.</param>
    /// <param name="impact">What it may move.</param>
    /// <param name="now">When they call.</param>
    internal bool TryBook(string id, Service service, Customer customer, Interval between, ImpactAllowed impact, Moment now)
    {
        var query = new SearchQuery(
            service.For(customer.Tier), customer.Location, between, [], customer.Require, customer.Prefer, customer.Refuse, [], null, impact, 1, long.MaxValue);
        if (_plan.Search(query, now).Offers is not [var offer, ..]) return false;
        var place = new Place($"home-{customer.Id}", customer.Location, customer.Id);
        var terms = new OfferTerms($"O{id}", service.Id, customer.Id, customer.Tier, null, place, offer.Steps, offer.Price, now + OfferLife)
        {
            Moves = [.. offer.Moved.Select(move => move.Commitment)],
            AnyResource = customer is { Require.IsEmpty: true, Prefer.IsEmpty: true, Refuse.IsEmpty: true },
        };
        Send(new Book(id, terms, null, null), now);
        return true;
    }
}
