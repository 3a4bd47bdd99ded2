using OptiTime.Planning.Demand;
using OptiTime.Planning.Value;

namespace OptiTime.Storage.Tests.Contract;

public abstract class DemandContract(IStoreFactory factory) : StoreContract(factory)
{
    private const int Day = 9_823;

    private static DemandCount Counted(
        int day, long thousandths, string territory = "rhone", int ahead = 3, string? tier = "gold", DemandOutcome outcome = DemandOutcome.Booked) =>
        new(new DemandKey(territory, day, ahead, "technician:gaz+é/2", PriorityClass.Urgent, tier, outcome), thousandths, 5_400, 18_900);

    private ValueTask Add(params DemandCount[] counts) => Store.Demand.AddAsync(counts, TestContext.Current.CancellationToken);

    private ValueTask<IReadOnlyList<DemandCount>> Read(int first, int after, string territory = "rhone") =>
        Store.Demand.CountedAsync(territory, first, after, TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_count_is_read_as_it_was_added()
    {
        await Add(Counted(Day, 1_000));

        (await Read(Day, Day + 1)).ShouldBe([Counted(Day, 1_000)]);
    }

    [Fact]
    public async Task Counts_of_one_key_are_added_up()
    {
        await Add(Counted(Day, 1_000));
        await Add(Counted(Day, 250), Counted(Day + 1, 250));

        (await Read(Day, Day + 2)).ShouldBe([new DemandCount(Counted(Day, 0).Key, 1_250, 10_800, 37_800), Counted(Day + 1, 250)]);
    }

    [Fact]
    public async Task What_differs_in_any_part_of_the_key_is_counted_by_itself()
    {
        DemandCount[] different = [Counted(Day, 1), Counted(Day, 1, ahead: 4), Counted(Day, 1, tier: null), Counted(Day, 1, outcome: DemandOutcome.Refused)];
        await Add(different);

        (await Read(Day, Day + 1)).ShouldBe(different, ignoreOrder: true);
    }

    [Fact]
    public async Task Only_the_territory_and_the_days_asked_for_are_read()
    {
        await Add(Counted(Day - 1, 1), Counted(Day, 2), Counted(Day + 1, 3), Counted(Day, 4, territory: "isere"));

        (await Read(Day, Day + 1)).ShouldBe([Counted(Day, 2)]);
        (await Read(Day, Day + 1, "loire")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Old_days_are_forgotten_in_every_territory()
    {
        await Add(Counted(Day - 1, 1), Counted(Day - 1, 1, territory: "isere"), Counted(Day, 2));

        await Store.Demand.ForgetAsync(Day, TestContext.Current.CancellationToken);

        (await Read(0, Day + 1)).ShouldBe([Counted(Day, 2)]);
        (await Read(0, Day + 1, "isere")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Silos_that_count_at_once_lose_nothing()
    {
        DemandCount[] counts = [.. Enumerable.Range(0, 40).Select(index => Counted(Day + (index % 7), 1_000, ahead: index % 5))];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(silo => Task.Run(() => Add([.. silo % 2 == 0 ? counts : counts.Reverse()]).AsTask())));

        (await Read(Day, Day + 7)).Sum(count => count.Thousandths).ShouldBe(8 * 40 * 1_000);
    }

    [Fact]
    public async Task Nothing_to_add_is_no_mistake()
    {
        await Add();

        (await Read(0, Day * 2)).ShouldBeEmpty();
    }
}
