using OptiTime.Planning.Commands;
using OptiTime.Planning.Optimization.Improving;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Optimization.Improving;

/// <summary>What an optimiser found is decided anew, on the board of the moment. The branch checks every promise after every command.</summary>
public sealed class RearrangeTests
{
    private static readonly ImprovementOptions Options = new() { Rounds = 1_500, Stability = 0.1 };

    [Fact]
    public void A_batch_is_made_only_where_it_still_stands_and_still_pays_whatever_came_between() =>
        Laws.Hold(random => MakeWhileOthersCall(Towns.Busy(random, bookings: 14, technicians: 4), Options, random, Towns.AnyQuery), cases: 60);

    [Fact]
    public void What_was_made_is_not_made_again_and_what_is_pinned_meanwhile_stays()
    {
        Branch branch = PlanImproverTests.Crossed(anybody: true);
        PlanImprovement found = PlanImprover.Improve(branch.Board, branch.Catalogue, branch.Now, Options with { Stability = 0 }, 1, CancellationToken.None);
        ImprovementBatch first = found.Batches[0];

        branch.Done(new RearrangeWork(first.Moves, Options with { Stability = 0 })).Saved.ShouldBe(first.Gain);
        branch.Send(new RearrangeWork(first.Moves, Options with { Stability = 0 })).Refusal!.Message.ShouldBe("The moves do not pay any more.");
        branch.Done(new PinWork(first.Moves[0].Commitment, false, "as agreed"));
        branch.Send(new RearrangeWork(first.Moves, Options with { Stability = 0 })).Refusal!.Message.ShouldBe("The moves are not possible any more.");
    }

    /// <summary>Sends what was found, while others book, pin what it moves, and time goes by.</summary>
    internal static void MakeWhileOthersCall(Branch branch, ImprovementOptions options, Random random, Func<Branch, Random, SearchQuery> ask)
    {
        PlanImprovement found = PlanImprover.Improve(branch.Board, branch.Catalogue, branch.Now, options, (ulong)random.Next(), CancellationToken.None);
        foreach (ImprovementBatch batch in found.Batches)
        {
            if (random.Next(0, 3) == 0)
            {
                SearchQuery query = ask(branch, random);
                if (branch.Search(query).Offers is [var offer, ..]) branch.Send(new Book(branch.NewId("C"), branch.Terms(query, offer), null, null));
            }
            if (random.Next(0, 4) == 0) branch.Send(new PinWork(batch.Moves[0].Commitment, batch.Moves[0].Commitment.StartsWith('J'), "x"));
            if (random.Next(0, 4) == 0) branch.Now += Seconds.FromMinutes(random.Next(0, 120));
            Decision decision = branch.Send(new RearrangeWork(batch.Moves, options));
            if (decision.Refusal is { } refusal) refusal.Code.ShouldBe(RefusalCode.OfferTaken);
            else decision.Answer!.Saved!.Value.Cents.ShouldBeGreaterThan(0);
        }
    }
}
