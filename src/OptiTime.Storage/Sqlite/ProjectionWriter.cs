using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;
using OptiTime.Storage.Projections;
using OptiTime.Storage.Serialization;

namespace OptiTime.Storage.Sqlite;

/// <summary>
/// Writes territories, sites, resources and services, and leads the writing of the other projections. Called inside a transaction of the
/// writer; what it returns other than null says why the append must not be kept.
/// </summary>
internal sealed class ProjectionWriter(Writer writer)
{
    private readonly AssignmentWriter _assignments = new(writer);
    private readonly CommitmentWriter _commitments = new(writer);

    private readonly Statement _territory = writer.Prepare("SELECT board_from, CAST(facts AS BLOB) FROM territory WHERE id = ?1");

    private readonly Statement _putTerritory = writer.Prepare("""
        INSERT INTO territory (id, version, board_from, facts) VALUES (?1, ?2, ?3, CAST(?4 AS TEXT))
        ON CONFLICT DO UPDATE SET version = excluded.version, facts = excluded.facts
        """);

    private readonly Statement _moveBoard = writer.Prepare("UPDATE territory SET board_from = ?2 WHERE id = ?1");

    private readonly Statement _putService = writer.Prepare("""
        INSERT INTO service (id, version, facts) VALUES (?1, ?2, CAST(?3 AS TEXT))
        ON CONFLICT DO UPDATE SET version = excluded.version, facts = excluded.facts
        """);

    private readonly Statement _removeService = writer.Prepare("DELETE FROM service WHERE id = ?1");

    private readonly CompanyIds _sites = new(writer, "site");
    private readonly CompanyIds _resources = new(writer, "resource");

    /// <summary>Writes what the parts of an append come to: what is given up in any of them first, then what is new.</summary>
    internal AppendOutcome? Write(IReadOnlyList<PartEffects> parts)
    {
        foreach (PartEffects part in parts)
        {
            _sites.Remove(part.Log, part.Sites.Where(site => !site.Value).Select(site => site.Key));
            _resources.Remove(part.Log, part.Resources.Where(resource => !resource.Value.IsThere).Select(resource => resource.Key));
        }
        foreach (PartEffects part in parts)
        {
            IdTaken? taken = _sites.Put(part.Log, part.Sites.Where(site => site.Value).Select(site => site.Key))
                ?? _resources.Put(part.Log, part.Resources.Where(resource => resource.Value.IsThere).Select(resource => resource.Key));
            if (taken is not null) return taken;
            WriteTerritory(part);
            WriteServices(part);
        }
        var entering = parts.ToDictionary(part => part, part => _assignments.Withdraw(part, BoardFrom(part)));
        foreach ((PartEffects part, List<NewAssignment> rows) in entering)
        {
            _commitments.Write(part, rows);
            if (_assignments.Enter(part.Log, rows) is { } doubleBooked) return doubleBooked;
        }
        return null;
    }

    private void WriteTerritory(PartEffects part)
    {
        if (part.Territory is { } territory)
        {
            // The days of a territory that is there already are moved by the horizon alone.
            Moment from = BoardStart.Of(territory.Defined, territory.Defined.FirstDay);
            _putTerritory.Run(part.Log, part.Version, from.Value, part.Facts(territory.By));
        }
        if (part.FirstDay is { } firstDay) _moveBoard.Run(part.Log, BoardStart.Of(DefinitionOf(part.Log), firstDay).Value);
    }

    private void WriteServices(PartEffects part)
    {
        foreach ((string id, int? by) in part.Services)
        {
            if (by is { } change) _putService.Run(id, part.Version, part.Facts(change));
            else _removeService.Run(id);
        }
    }

    private Moment BoardFrom(PartEffects part)
    {
        if (part.Resources.Count == 0) return default;
        using var rows = _territory.Rows(part.Log);
        return rows.Read() ? new Moment(rows.GetInt32(0)) : default;
    }

    private TerritoryDefined DefinitionOf(string territory)
    {
        using var rows = _territory.Rows(territory);
        if (!rows.Read()) throw BoardStart.WithoutTerritory(territory);
        return (TerritoryDefined)ChangeJson.Current.Read(rows.GetFieldValue<byte[]>(1), territory, 0);
    }
}
