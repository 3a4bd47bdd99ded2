using FsCheck;
using FsCheck.Fluent;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.History;
using OptiTime.Planning.Time;
using OptiTime.Storage.Tests.Support;

namespace OptiTime.Storage.Tests.Contract;

/// <summary>Whatever was appended: it is read back, the projections say what the boards say, and are what a rebuild from the log makes of them.</summary>
public abstract class RandomPlanContract(IStoreFactory factory) : StoreContract(factory)
{
    private static readonly string[] Territories = ["ain", "rhone"];

    private static Config Plans(int count) => Config.QuickThrowOnFailure.WithMaxTest(count).WithStartSize(1_000).WithEndSize(1_000_000);

    [Fact]
    public void Any_plan_is_read_back_as_appended_and_projected_as_its_board_stands() =>
        Check.One(Plans(10), Prop.ForAll<int>(seed => Play(seed).GetAwaiter().GetResult()));

    private async Task Play(int seed)
    {
        Store store = await OpenAnotherAsync();
        var plans = new RandomPlans(seed);
        var appended = Territories.ToDictionary(territory => territory, _ => new List<LogPart>());
        for (int append = 0; append < 40; append++)
        {
            Append next = plans.Next();
            (await store.Log.AppendAsync(next, default)).ShouldBeOfType<Appended>();
            foreach (LogPart part in next.Parts) appended[part.Log].Add(part);
        }
        Store rebuilt = await OpenAnotherAsync();
        foreach (string territory in Territories)
        {
            List<LogEntry> entries = await store.Log.ReadAsync(territory, 0, default).ToListAsync();
            Structure.Of(entries.Select(entry => (entry.Version, entry.Changes)))
                .ShouldBe(Structure.Of(appended[territory].Select(part => (part.ExpectedVersion + 1, part.Changes))));
            foreach (LogEntry entry in entries)
            {
                Append again = Samples.Append(Samples.Part(territory, entry.Version - 1, [.. entry.Changes]));
                (await rebuilt.Log.AppendAsync(again, default)).ShouldBeOfType<Appended>();
            }
            if (entries.Count > 0) await ShouldStandAs(plans.Board(territory), store.Plans);
            await ShouldTellTheWholeStory(territory, entries, store);
            (await Dump(rebuilt.Plans, territory)).ShouldBe(await Dump(store.Plans, territory));
        }
    }

    private static async Task ShouldStandAs(Board board, IPlanDirectory plans)
    {
        IEnumerable<AssignmentRow> stops =
            from tour in BoardSnapshot.PlannedTours(board)
            from stop in tour.Stops
            orderby tour.Resource, tour.Unit, stop.During.From
            select new AssignmentRow(tour.Resource, tour.Unit, stop.During, stop.Commitment, stop.Step);
        (await plans.AssignmentsAsync(board.Settings.Id, board.Clock.StartOf(board.FirstDay), default)).ShouldBe(stops);

        // What left the board by the calendar has not ended, and stays among the living.
        IReadOnlyList<CommitmentRow> living = await plans.LivingAsync(board.Settings.Id, default);
        IEnumerable<CommitmentRow> standing = board.Commitments.Values.OrderBy(entry => entry.Commitment.Id, StringComparer.Ordinal)
            .Select(entry => new CommitmentRow(board.Settings.Id, entry.Commitment, board.PlannedTimes(entry.Commitment), null, null, entry.Version));
        Structure.Of(living.Where(row => board.Commitments.ContainsKey(row.Commitment.Id))).ShouldBe(Structure.Of(standing));
        living.Where(row => !board.Commitments.ContainsKey(row.Commitment.Id)).SelectMany(row => row.Planned)
            .ShouldAllBe(planned => planned.To <= board.Clock.StartOf(board.FirstDay));
    }

    /// <summary>The versions that are known to have touched a commitment tell all that the whole log does.</summary>
    private static async Task ShouldTellTheWholeStory(string territory, List<LogEntry> entries, Store store)
    {
        var follower = new TouchedCommitments();
        var expected = entries.SelectMany(entry => follower.Next(entry).Select(commitment => (commitment, entry.Version)));
        IReadOnlyList<(string Commitment, long Version)> touched = await store.Plans.TouchedAsync(territory, default);
        touched.ShouldBe(expected.OrderBy(row => row.commitment, StringComparer.Ordinal).ThenBy(row => row.Version));
        foreach (string commitment in touched.Select(row => row.Commitment).Distinct())
        {
            IReadOnlyList<LogEntry> few = await store.Log.ReadAsync(territory, await store.Plans.VersionsOfAsync(territory, commitment, default), default);
            Structure.Of(CommitmentStory.Of(commitment, few).Events).ShouldBe(Structure.Of(CommitmentStory.Of(commitment, entries).Events));
        }
    }

    private static async Task<string> Dump(IPlanDirectory plans, string territory) => Structure.Of((
        await plans.TerritoriesAsync(default) is { } all ? all.Where(settings => settings.Id == territory) : [],
        (IEnumerable<object>)[.. (await plans.AssignmentsAsync(territory, default(Moment), default)).Cast<object>()],
        await plans.LivingAsync(territory, default),
        await plans.TouchedAsync(territory, default),
        await plans.ListBookingsAsync(new CommitmentQuery(territory, null, null, null, null, null, 1_000), default)));
}
