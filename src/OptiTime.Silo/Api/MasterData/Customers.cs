using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using OptiTime.Engine.Directory;
using OptiTime.Engine.History;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using Customer = OptiTime.Engine.Directory.Customer;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>
/// The customers. They are in no log, so a write of one has no stored answer: with an <c>Idempotency-Key</c>, creating what is there already
/// with the very same content counts as the answer to the first call.
/// </summary>
internal sealed class Customers(ICustomerDirectory directory, ITerritoryPlanners planners, PlanHistory history, CustomerMemory memory) : IMasterData<CustomerDocument>
{
    public string Noun => "customer";

    public JsonTypeInfo<CustomerDocument> Type => WireFormat.Json.CustomerDocument;

    public JsonTypeInfo<ItemList<CustomerDocument>> ListType => WireFormat.Json.ItemListCustomerDocument;

    public string? IdOf(CustomerDocument document) => document.Id;

    public CustomerDocument Under(CustomerDocument document, string? id, string? territory) => id is null ? document : document with { Id = id };

    public async ValueTask<Page<CustomerDocument>> ListAsync(string? territory, string? cursor, int limit, CancellationToken stop)
    {
        IReadOnlyList<Customer> customers = await directory.ListAsync(Parameters.After(cursor), limit, stop);
        return new Page<CustomerDocument>([.. customers.Select(ToDocument)], customers.Count == limit ? Parameters.Cursor(customers[^1].Id) : null);
    }

    public async ValueTask<Versioned<CustomerDocument>?> FindAsync(string id, CancellationToken stop) =>
        await directory.FindAsync(id, stop) is { } customer ? new Versioned<CustomerDocument>(ToDocument(customer), customer.Version) : null;

    public async ValueTask<Written<CustomerDocument>> PutAsync(CustomerDocument document, long? ifVersion, Idempotency? key, CancellationToken stop)
    {
        Customer customer = From(document);
        if (await directory.PutAsync([customer], ifVersion, stop) is [var written])
            return new Written<CustomerDocument>(ToDocument(written), written.Version, written.Version == 1, false);
        if (ifVersion != 0) throw new ProblemException(ProblemKind.VersionChanged.With($"Customer '{customer.Id}' has changed since it was read. Read it again."));
        if (key is not null && await directory.FindAsync(customer.Id, stop) is { } first && IsSame(first, customer))
            return new Written<CustomerDocument>(ToDocument(first), first.Version, true, true);
        throw new ProblemException(ProblemKind.AlreadyExists.At(
            "id", customer.Id, $"There is a customer '{customer.Id}' already.", $"Replace it with PUT /v1/customers/{customer.Id}."));
    }

    /// <summary>Many in one transaction: a customer is not worth one of its own.</summary>
    public IReadOnlyList<Task<Written<CustomerDocument>>> PutMany(IReadOnlyList<CustomerDocument> documents, CancellationToken stop)
    {
        var customers = new List<Customer>();
        var faults = new ProblemException?[documents.Count];
        for (int index = 0; index < documents.Count; index++)
        {
            try
            {
                customers.Add(From(documents[index]));
            }
            catch (ProblemException fault)
            {
                faults[index] = fault;
            }
        }
        Task<IReadOnlyList<Customer>?> writing = customers.Count > 0 ? directory.PutAsync(customers, null, stop).AsTask() : Task.FromResult<IReadOnlyList<Customer>?>([]);
        int next = 0;
        return [.. faults.Select(fault => fault is null ? PickAsync(next++) : Task.FromException<Written<CustomerDocument>>(fault))];

        async Task<Written<CustomerDocument>> PickAsync(int index)
        {
            Customer written = (await writing)![index];
            return new Written<CustomerDocument>(ToDocument(written), written.Version, written.Version == 1, false);
        }
    }

    public async ValueTask<bool> RemoveAsync(string id, long? ifVersion, Idempotency? key, CancellationToken stop)
    {
        if (ifVersion is not null && await directory.FindAsync(id, stop) is { } customer && customer.Version != ifVersion)
            throw new ProblemException(ProblemKind.VersionChanged.With($"Customer '{id}' has changed since it was read. Read it again."));
        bool wasThere = await directory.EraseAsync(id, stop);
        if (!wasThere) return false;
        memory.Forget(id);
        history.Forget();
        await planners.ForgetAsync(id, stop);
        return true;
    }

    private static Customer From(CustomerDocument document)
    {
        var faults = new Faults();
        Fields.CheckId(faults, "id", document.Id);
        Fields.CheckText(faults, "name", document.Name, 200);
        Fields.CheckText(faults, "phone", document.Phone, 40);
        Fields.CheckText(faults, "address", document.Address, 400);
        Fields.CheckText(faults, "tier", document.Tier, 64);
        var customer = new Customer(
            document.Id ?? "", document.Name, document.Phone, document.Address, document.Tier, Fields.Point(faults, "location", document.Location),
            Ids(document.Prefer, "prefer", faults), Ids(document.Require, "require", faults), Ids(document.Refuse, "refuse", faults), 0);
        faults.ThrowIfAny(ProblemKind.InvalidValue);
        return customer;
    }

    private static ImmutableArray<string> Ids(IReadOnlyList<string>? ids, string field, Faults faults)
    {
        Fields.CheckCount(faults, field, ids?.Count, Limits.Names, nameof(Limits.Names));
        for (int index = 0; index < ids?.Count; index++) Fields.CheckId(faults, $"{field}[{index}]", ids[index]);
        return [.. ids ?? []];
    }

    private static bool IsSame(Customer left, Customer right) =>
        left with { Version = 0, Prefer = [], Require = [], Refuse = [] } == right with { Version = 0, Prefer = [], Require = [], Refuse = [] }
        && left.Prefer.SequenceEqual(right.Prefer) && left.Require.SequenceEqual(right.Require) && left.Refuse.SequenceEqual(right.Refuse);

    private static CustomerDocument ToDocument(Customer customer) => new()
    {
        Id = customer.Id,
        Name = customer.Name,
        Phone = customer.Phone,
        Address = customer.Address,
        Tier = customer.Tier,
        Location = Fields.Point(customer.Location),
        Prefer = customer.Prefer,
        Require = customer.Require,
        Refuse = customer.Refuse,
    };
}
