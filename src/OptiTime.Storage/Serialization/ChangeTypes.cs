using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;
using OptiTime.Planning.Changes;

namespace OptiTime.Storage.Serialization;

/// <summary>The names and schemas of changes in a log. A name never changes; a schema grows when the JSON of its change does.</summary>
/// <remarks>
/// Where a schema only gained members that may be left out, what was written before reads as it is: <c>Since</c> is the oldest such schema.
/// All older ones need an upcaster.
/// </remarks>
internal static class ChangeTypes
{
    /// <summary>The member that carries the name.</summary>
    internal const string NameMember = "type";

    /// <summary>The member that carries the schema.</summary>
    internal const string SchemaMember = "schema";

    private static readonly List<(Type Type, string Name, int Schema, int Since)> Table =
    [
        (typeof(TerritoryDefined), "territory-defined", 4, 1),
        (typeof(SiteDefined), "site-defined", 1, 1),
        (typeof(SiteRemoved), "site-removed", 1, 1),
        (typeof(ResourceDefined), "resource-defined", 3, 1),
        (typeof(ResourceRemoved), "resource-removed", 1, 1),
        (typeof(CommitmentRecorded), "commitment-recorded", 5, 1),
        (typeof(CommitmentEnded), "commitment-ended", 2, 1),
        (typeof(DoneByHand), "done-by-hand", 1, 1),
        (typeof(TourPlanned), "tour-planned", 2, 1),
        (typeof(HorizonAdvanced), "horizon-advanced", 1, 1),
        (typeof(OffersRemembered), "offers-remembered", 1, 1),
        (typeof(RepairRecorded), "repair-recorded", 3, 1),
        (typeof(CustomerCalled), "customer-called", 1, 1),
        (typeof(ProposalOpened), "proposal-opened", 2, 1),
        (typeof(ProposalEnded), "proposal-ended", 1, 1),
        (typeof(ServiceDefined), "service-defined", 2, 1),
        (typeof(ServiceRemoved), "service-removed", 1, 1),
    ];

    /// <summary>The schema of recorded commitments before one could say whom a broken booking had.</summary>
    private const int BeforeWanted = 4;

    /// <summary>The schema of repairs before a line could say what it is lent for.</summary>
    private const int BeforeLoans = 2;

    private static bool _isRead;

    /// <summary>All names, in the order of the table.</summary>
    internal static IEnumerable<string> All => Table.Select(row => row.Name);

    /// <summary>Teaches this build a change of its own, before it reads or writes its first one: how a build that is to come is tried beside this one.</summary>
    /// <exception cref="InvalidOperationException">Changes have been read or written already.</exception>
    internal static void Teach(Type type, string name)
    {
        if (_isRead) throw new InvalidOperationException($"'{name}' comes too late: changes have been read or written already.");
        Table.Add((type, name, 1, 1));
    }

    /// <summary>The newest schema in which changes of a type are written.</summary>
    internal static int SchemaOf(Type type) => Known.Names[type].Schema;

    /// <summary>The type of a change of this build; null when it knows no such name, or cannot read this schema as it is.</summary>
    internal static Type? Find(string name, int schema) =>
        Known.Types.TryGetValue(name, out var row) && schema >= row.Since && schema <= row.Schema ? row.Type : null;

    /// <summary>Lets a change be written with its name and schema in front.</summary>
    internal static void AddNameAndSchema(JsonTypeInfo type)
    {
        if (!Known.Names.TryGetValue(type.Type, out (string Name, int Schema) row)) return;
        JsonPropertyInfo name = type.CreateJsonPropertyInfo(typeof(string), NameMember);
        (name.Get, name.Order) = (_ => row.Name, -2);
        JsonPropertyInfo schema = type.CreateJsonPropertyInfo(typeof(int), SchemaMember);
        (schema.Get, schema.Order) = (change => SchemaFor(change, row.Schema), -1);
        type.Properties.Add(name);
        type.Properties.Add(schema);
    }

    /// <summary>
    /// The schema a change is written in: its type's, or an older one that can say the same where it is so frequent that silos of the build before would stop at once.
    /// </summary>
    private static int SchemaFor(object change, int newest) => change switch
    {
        CommitmentRecorded { Commitment.Wanted: null } => BeforeWanted,
        RepairRecorded { Repair.Lines: var lines } when lines.All(line => line.Loan is null) => BeforeLoans,
        _ => newest,
    };

    /// <summary>The table by name and by type, made when it is first asked.</summary>
    private static class Known
    {
        internal static readonly FrozenDictionary<string, (Type Type, int Schema, int Since)> Types;
        internal static readonly FrozenDictionary<Type, (string Name, int Schema)> Names;

        static Known()
        {
            _isRead = true;
            Types = Table.ToFrozenDictionary(row => row.Name, row => (row.Type, row.Schema, row.Since));
            Names = Table.ToFrozenDictionary(row => row.Type, row => (row.Name, row.Schema));
        }
    }
}
