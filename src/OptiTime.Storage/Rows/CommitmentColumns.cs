using System.Text.Json;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Storage.Serialization;

namespace OptiTime.Storage.Rows;

/// <summary>A row of the commitment table, and how its values are written and asked for.</summary>
internal sealed record CommitmentColumns(string Territory, byte[] Facts, byte[] Planned, string? Ending, string? Reason, long Version)
{
    /// <summary>The commitment.</summary>
    internal CommitmentRow ToRow()
    {
        var recorded = (CommitmentRecorded)ChangeJson.Current.Read(Facts, Territory, Version);
        Ending? ending = Ending is null ? null : Enum.Parse<Ending>(Ending, ignoreCase: true);
        bool isBroken = ending is null && recorded.Commitment.State == CommitmentState.Broken;
        return new CommitmentRow(
            Territory, recorded.Commitment, [.. JsonSerializer.Deserialize<Interval?[]>(Planned, PlanJson.Options)!.OfType<Interval>()],
            ending, isBroken ? recorded.Reason : Reason, Version);
    }

    /// <summary>The planned times of steps as they stand in a row.</summary>
    internal static byte[] Json(Interval?[] planned) => JsonSerializer.SerializeToUtf8Bytes(planned, PlanJson.Options);

    /// <summary>The state of a commitment as it stands in a row.</summary>
    internal static string NameOf(CommitmentState state) => state switch
    {
        CommitmentState.Held => "held",
        CommitmentState.Confirmed => "confirmed",
        CommitmentState.Waiting => "waiting",
        CommitmentState.Backlog => "backlog",
        CommitmentState.Broken => "broken",
        _ => "done",
    };

    /// <summary>The ending of a commitment as it stands in a row.</summary>
    internal static string NameOf(Ending ending) => ending switch
    {
        Planning.Commitments.Ending.Released => "released",
        Planning.Commitments.Ending.Expired => "expired",
        Planning.Commitments.Ending.Done => "done",
        _ => "cancelled",
    };

    /// <summary>What a list of commitments asks for: behind the columns, with parameters from <see cref="ParametersOf(CommitmentQuery)"/>.</summary>
    internal static string WhereOf(CommitmentQuery query)
    {
        List<string> conditions = query.WithHolds ? ["state IN ('held', 'confirmed', 'broken')"] : ["state IN ('confirmed', 'broken')"];
        if (query.Territory is not null) conditions.Add("territory = @Territory");
        if (query.Customer is not null) conditions.Add("customer = @Customer");
        if (query.ExternalReference is not null) conditions.Add("external_reference = @ExternalReference");
        if (query.From is not null) conditions.Add("ends > @From");
        if (query.To is not null) conditions.Add("starts < @To");
        if (query.After is not null) conditions.Add("(territory, id) > (@AfterTerritory, @AfterId)");
        return $"WHERE {string.Join(" AND ", conditions)} ORDER BY territory, id LIMIT @Limit";
    }

    /// <summary>What a list of jobs asks for: behind the columns, with parameters from <see cref="ParametersOf(JobQuery)"/>.</summary>
    internal static string WhereOf(JobQuery query)
    {
        List<string> conditions = ["state IN ('waiting', 'backlog', 'done')"];
        if (query.State is { } state) conditions.Add(ConditionOf(state));
        if (query.Territory is not null) conditions.Add("territory = @Territory");
        if (query.Customer is not null) conditions.Add("customer = @Customer");
        if (query.DueBefore is not null) conditions.Add("promise_to < @DueBefore");
        if (query.After is not null) conditions.Add("(territory, id) > (@AfterTerritory, @AfterId)");
        return $"WHERE {string.Join(" AND ", conditions)} ORDER BY territory, id LIMIT @Limit";
    }

    private static string ConditionOf(JobState state) => state switch
    {
        JobState.Waiting => "state = 'waiting' AND ending IS NULL AND promise_to > @Now",
        JobState.Planned => "state = 'backlog' AND ending IS NULL AND promise_to > @Now",
        JobState.Overdue => "state IN ('waiting', 'backlog') AND ending IS NULL AND promise_to <= @Now",
        JobState.Done => "(state = 'done' OR ending = 'done')",
        _ => "ending = 'cancelled'",
    };

    /// <summary>The parameters of <see cref="WhereOf(JobQuery)"/>.</summary>
    internal static object ParametersOf(JobQuery query) => new
    {
        query.Territory,
        query.Customer,
        DueBefore = query.DueBefore?.Value,
        Now = query.Now.Value,
        AfterTerritory = query.After?.Territory,
        AfterId = query.After?.Id,
        Limit = Math.Clamp(query.Limit, 1, StoreLimits.ListPage),
    };

    /// <summary>The parameters of <see cref="WhereOf(CommitmentQuery)"/>.</summary>
    internal static object ParametersOf(CommitmentQuery query) => new
    {
        query.Territory,
        query.Customer,
        query.ExternalReference,
        From = query.From?.Value,
        To = query.To?.Value,
        AfterTerritory = query.After?.Territory,
        AfterId = query.After?.Id,
        Limit = Math.Clamp(query.Limit, 1, StoreLimits.ListPage),
    };
}
