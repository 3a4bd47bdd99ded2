using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.History;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Tests.Holds;
using OptiTime.Planning.Time;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Backlog;

/// <summary>Days of random work on branches with a backlog, with offers that move others. After every command the branch checks the board.</summary>
public sealed class BacklogLawTests
{
    [Fact]
    public void Jobs_are_conserved_each_is_waiting_planned_done_or_ended_and_nothing_breaks_a_promise() =>
        Laws.Hold(random => Work(Towns.Busy(random, bookings: 6), new Backlog(), random), cases: 60);

    [Fact]
    public void Jobs_of_several_are_conserved_among_others_and_are_planned_and_put_back_whole() =>
        Laws.Hold(random => Work(Crews.Busy(random, bookings: 4), new Backlog(ofSeveral: true), random), cases: 40);

    [Fact]
    public void Random_jobs_of_several_are_worth_watching()
    {
        var random = new Random(3);
        CommitmentEvent[] happened =
        [
            .. Enumerable.Range(0, 50).Select(_ => Crews.Busy(random, bookings: 4)).Select(branch => Work(branch, new Backlog(ofSeveral: true), random))
                .SelectMany(branch => branch.Log.SelectMany(entry => entry.Changes).OfType<CommitmentRecorded>().Select(change => change.Commitment)
                    .Where(job => job.IsJob && job.Steps.Length + job.Steps[0].Assignments.Length > 2).Select(job => job.Id).Distinct()
                    .SelectMany(job => CommitmentStory.Of(job, branch.Log).Events)),
        ];
        foreach (CommitmentEventKind kind in (CommitmentEventKind[])[CommitmentEventKind.Planned, CommitmentEventKind.PutBack, CommitmentEventKind.Done, CommitmentEventKind.Cancelled])
            happened.Count(one => one.Kind == kind).ShouldBeGreaterThan(3, kind.ToString());
    }

    private static Branch Work(Branch branch, Backlog jobs, Random random)
    {
        for (int step = 0; step < 40; step++)
        {
            if (random.Next(0, 2) == 0) RandomWorkTests.Work(branch, random);
            else jobs.Work(branch, random);
            jobs.ShouldBeConserved(branch);
        }
        LogChecker.Check(branch.Log).ShouldBeEmpty();
        Facts.Of(BoardSnapshot.Of(Board.Restore(BoardSnapshot.Of(branch.Board)))).ShouldBe(Facts.Of(BoardSnapshot.Of(branch.Board)));
        return branch;
    }

    [Fact]
    public void An_offer_that_moves_others_can_be_held_at_once_and_moves_nothing_but_what_it_named() => Laws.Hold(random => TakeWithImpact(random), cases: 120);

    [Fact]
    public void Offers_that_move_others_are_worth_watching()
    {
        var random = new Random(11);
        var taken = Enumerable.Range(0, 60).SelectMany(_ => TakeWithImpact(random)).ToList();

        taken.Count(move => move is { IsJob: true, To: null }).ShouldBeGreaterThan(0);
        taken.Count(move => move is { IsJob: true, To: not null }).ShouldBeGreaterThan(0);
        taken.Count(move => !move.IsJob).ShouldBeGreaterThan(0);
    }

    /// <summary>Holds and confirms offers with impact on a busy branch.</summary>
    /// <returns>What they moved.</returns>
    private static List<PlannedMove> TakeWithImpact(Random random)
    {
        Branch branch = Towns.Busy(random, bookings: 14, technicians: 2);
        for (int job = 0; job < 8; job++) branch.Record(Sold.Boiler, Towns.AnyPoint(random), Range(branch, random));
        branch.PlanJobs();
        var moved = new List<PlannedMove>();
        for (int attempt = 0; attempt < 3; attempt++)
        {
            SearchQuery query = Towns.AnyQuery(branch, random) with { Impact = ImpactAllowed.WithinPromises };
            FoundOffer? offer = branch.Search(query).Offers.FirstOrDefault(offer => !offer.Moved.IsEmpty);
            if (offer is null) continue;
            Dictionary<string, CommittedStep> before = branch.Board.Commitments.Values.ToDictionary(entry => entry.Commitment.Id, entry => entry.Commitment.Steps[0]);
            string hold = branch.Done(new PlaceHold(branch.NewId("C"), branch.Terms(query, offer), Seconds.FromMinutes(5))).Commitment!.Id;
            branch.Done(new ConfirmHold(hold, null, null));
            string[] changed = [.. before.Where(pair => !pair.Value.Assignments.SequenceEqual(branch.CommitmentOf(pair.Key).Steps[0].Assignments)).Select(pair => pair.Key)];
            changed.Except(offer.Moved.Select(move => move.Commitment)).ShouldBeEmpty();
            foreach ((string id, CommittedStep step) in before) branch.CommitmentOf(id).Steps[0].Promise.ShouldBe(step.Promise);
            offer.Cost.ShouldContain(line => line.Kind == "instability");
            moved.AddRange(offer.Moved);
        }
        return moved;
    }

    private static Interval Range(Branch branch, Random random)
    {
        Moment from = branch.Now + Seconds.FromMinutes(random.Next(0, 600));
        return new Interval(from, from + Seconds.FromMinutes(random.Next(120, 4_000)));
    }

    /// <summary>What became of the jobs of a branch, as whoever sends the commands knows it.</summary>
    /// <param name="ofSeveral">Whether some of them take several resources, or several steps.</param>
    private sealed class Backlog(bool ofSeveral = false)
    {
        private readonly HashSet<string> _living = [], _ended = [];

        internal void Work(Branch branch, Random random)
        {
            string any = _living.Order(StringComparer.Ordinal).Skip(random.Next(0, Math.Max(1, _living.Count))).FirstOrDefault() ?? "nobody";
            switch (random.Next(0, 6))
            {
                case 0 or 1:
                    _living.Add(ofSeveral && random.Next(0, 3) > 0 ? Crews.RecordJob(branch, random)
                        : branch.Record(Sold.Boiler, Towns.AnyPoint(random), Range(branch, random), random.Next(0, 101)));
                    break;
                case 2 or 3:
                    branch.PlanJobs();
                    break;
                case 4:
                    Ending ending = random.Next(0, 2) == 0 ? Ending.Done : Ending.Cancelled;
                    if (branch.Send(new EndJob(any, ending, null)) is { Refusal: null } done && _living.Remove(any)) _ended.Add(done.Answer!.Commitment!.Id);
                    break;
                default:
                    SearchQuery query = Towns.AnyQuery(branch, random) with { Impact = ImpactAllowed.WithinPromises };
                    if (branch.Search(query).Offers is { IsEmpty: false } offers)
                        branch.Send(new Book(branch.NewId("C"), branch.Terms(query, offers[^1]), null, null));
                    break;
            }
        }

        internal void ShouldBeConserved(Branch branch)
        {
            foreach (string job in _living)
                branch.CommitmentOf(job).State.ShouldBeOneOf(CommitmentState.Waiting, CommitmentState.Backlog);
            foreach (string job in _ended)
                if (branch.Board.Commitments.TryGetValue(job, out CommitmentEntry entry)) entry.Commitment.State.ShouldBe(CommitmentState.Done);
            branch.Board.Waiting.Select(job => job.Id).ShouldBe(
                branch.Board.Commitments.Values.Where(entry => entry.Commitment.State == CommitmentState.Waiting).Select(entry => entry.Commitment.Id), ignoreOrder: true);
        }
    }
}
