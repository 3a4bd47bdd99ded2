using System.Text.Json;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Storage.Projections;
using OptiTime.Storage.Rows;
using OptiTime.Storage.Serialization;

namespace OptiTime.Storage.Sqlite;

/// <summary>Keeps the rows of commitments: what was agreed, when it was last planned, how it ended.</summary>
internal sealed class CommitmentWriter(Writer writer)
{
    private readonly Statement _planned = writer.Prepare("SELECT CAST(planned AS BLOB) FROM commitment WHERE territory = ?1 AND id = ?2");

    private readonly Statement _record = writer.Prepare("""
        INSERT INTO commitment (
            territory, id, state, customer, external_reference, service, promise_from, promise_to, starts, ends, planned, version, facts)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, CAST(?11 AS TEXT), ?12, CAST(?13 AS TEXT))
        ON CONFLICT (territory, id) DO UPDATE SET
            state = excluded.state, customer = excluded.customer, external_reference = excluded.external_reference, service = excluded.service,
            promise_from = excluded.promise_from, promise_to = excluded.promise_to, starts = excluded.starts, ends = excluded.ends,
            planned = excluded.planned, version = excluded.version, facts = excluded.facts
        """);

    private readonly Statement _plan = writer.Prepare(
        "UPDATE commitment SET starts = ?3, ends = ?4, planned = CAST(?5 AS TEXT) WHERE territory = ?1 AND id = ?2");

    private readonly Statement _end = writer.Prepare("UPDATE commitment SET ending = ?3, reason = ?4, version = ?5 WHERE territory = ?1 AND id = ?2");

    private readonly Statement _touch = writer.Prepare("INSERT INTO commitment_version (territory, commitment, version) VALUES (?1, ?2, ?3)");

    /// <summary>Writes what a part does to commitments.</summary>
    /// <param name="part">The part.</param>
    /// <param name="entering">The assignments it enters: only what stands in one of them has moved.</param>
    internal void Write(PartEffects part, IEnumerable<NewAssignment> entering)
    {
        HashSet<string> moved = [.. entering.Select(row => row.Stop.Commitment)];
        foreach ((string id, CommitmentEffect effect) in part.Commitments)
        {
            bool hasMoved = moved.Contains(id);
            if (effect.Recorded is { } commitment) Record(part, commitment, effect);
            else if (hasMoved) Plan(part.Log, id, effect);
            if (effect.Ending is { } ending) _end.Run(part.Log, id, CommitmentColumns.NameOf(ending), effect.Reason, part.Version);
            if (hasMoved || effect.Recorded is not null || effect.Ending is not null) _touch.Run(part.Log, id, part.Version);
        }
        if (part.HasRepairs) _touch.Run(part.Log, RepairEntry.LedgerName, part.Version);
    }

    private void Record(PartEffects part, Commitment commitment, CommitmentEffect effect)
    {
        Interval?[] planned = PlannedAfter(part.Log, commitment.Id, effect);
        (int? starts, int? ends) = Span(planned);
        _record.Run(
            part.Log, commitment.Id, CommitmentColumns.NameOf(commitment.State), commitment.Customer, commitment.ExternalReference, commitment.Service.Id,
            commitment.Steps[0].Promise.From.Value, commitment.Steps[^1].Promise.To.Value, starts, ends, CommitmentColumns.Json(planned), part.Version,
            part.Facts(effect.RecordedBy));
    }

    private void Plan(string log, string id, CommitmentEffect effect)
    {
        Interval?[] planned = PlannedAfter(log, id, effect);
        (int? starts, int? ends) = Span(planned);
        _plan.Run(log, id, starts, ends, CommitmentColumns.Json(planned));
    }

    private Interval?[] PlannedAfter(string log, string id, CommitmentEffect effect) =>
        effect.PlannedAfter(_planned.Value(log, id) is byte[] before ? JsonSerializer.Deserialize<Interval?[]>(before, PlanJson.Options)! : []);

    private static (int? Starts, int? Ends) Span(Interval?[] planned) =>
        (planned.Min(interval => interval?.From.Value), planned.Max(interval => interval?.To.Value));
}
