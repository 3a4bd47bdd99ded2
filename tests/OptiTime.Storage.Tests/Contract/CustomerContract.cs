using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Travel;
using OptiTime.Storage.Tests.Support;
using static OptiTime.Storage.Tests.Support.Samples;

namespace OptiTime.Storage.Tests.Contract;

public abstract class CustomerContract(IStoreFactory factory) : StoreContract(factory)
{
    private static Customer Person(string id) =>
        new(id, "Zoé Müller", "+33 4 00 00 00 00", "1 rue de la République", "gold", new Location(45.76, 4.84), ["r1"], [], ["r2", "r3"], 0);

    private ValueTask<IReadOnlyList<Customer>?> Put(long? ifVersion, params Customer[] customers) =>
        Store.Customers.PutAsync(customers, ifVersion, default);

    [Fact]
    public async Task A_customer_is_read_as_written_with_its_version_counted()
    {
        (await Put(null, Person("C-1"))).ShouldNotBeNull().ShouldHaveSingleItem().Version.ShouldBe(1);
        Customer bare = new("C-1", null, null, null, null, null, [], [], [], 99);
        await Put(1, bare);

        Structure.Of(await Store.Customers.FindAsync("C-1", default)).ShouldBe(Structure.Of(bare with { Version = 2 }));
        (await Store.Customers.FindAsync("C-2", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Every_field_comes_back()
    {
        await Put(null, Person("C-1"));

        Structure.Of(await Store.Customers.FindAsync("C-1", default)).ShouldBe(Structure.Of(Person("C-1") with { Version = 1 }));
    }

    [Fact]
    public async Task Customers_written_under_a_condition_are_all_written_or_none()
    {
        await Put(null, Person("C-2"));

        (await Put(0, Person("C-1"), Person("C-2"))).ShouldBeNull();

        (await Store.Customers.FindAsync("C-1", default)).ShouldBeNull();
        (await Put(0, Person("C-1"))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Customers_are_listed_in_pages()
    {
        await Put(null, [.. Enumerable.Range(1, 5).Select(number => Person($"C-{number}"))]);

        (await Store.Customers.ListAsync(null, 2, default)).Select(customer => customer.Id).ShouldBe(["C-1", "C-2"]);
        (await Store.Customers.ListAsync("C-4", 2, default)).Select(customer => customer.Id).ShouldBe(["C-5"]);
    }

    [Fact]
    public async Task A_place_that_is_there_already_learns_its_customer_and_is_erased_with_them()
    {
        Append append = Append(Part("rhone", 0, Territory("rhone"), Technician("r1"), new CommitmentRecorded(Booking("c1", "r1", place: "home"))));
        await TryAppend(append with { Places = Places(("home", null)) });
        await TryAppend(Append() with { Places = Places(("home", "C-1")) });
        await TryAppend(Append() with { Places = Places(("home", "C-2")) });

        await Store.Customers.EraseAsync("C-2", default);
        (await Entries("rhone"))[0].Places[0].Location.ShouldNotBeNull();

        await Store.Customers.EraseAsync("C-1", default);
        (await Entries("rhone"))[0].Places[0].Location.ShouldBeNull();
    }

    [Fact]
    public async Task An_erased_customer_is_gone_with_the_coordinates_of_their_places_and_the_log_stays_whole()
    {
        await Put(null, Person("C-1"));
        await TryAppend(Append(Part("rhone", 0, Territory("rhone"), Technician("r1"),
            new CommitmentRecorded(Booking("c1", "r1", place: "home-1", customer: "C-1")),
            new CommitmentRecorded(Booking("c2", "r1", place: "home-2", customer: "C-2")))) with
        { Places = Places(("home-1", "C-1"), ("home-2", "C-2")) });

        (await Store.Customers.EraseAsync("C-1", default)).ShouldBeTrue();

        (await Store.Customers.FindAsync("C-1", default)).ShouldBeNull();
        (await Entries("rhone"))[0].Places.ShouldBe([new Place("home-1", null), new Place("home-2", new Location(45.125, 4.5))]);
        (await Store.Customers.EraseAsync("C-1", default)).ShouldBeFalse();

        // A place once erased is not told again by an append that still carries it.
        await TryAppend(Append(Part("rhone", 1, new SiteRemoved("s"))) with { Places = Places(("home-1", "C-1")) });
        (await Entries("rhone"))[0].Places[0].Location.ShouldBeNull();
    }
}
