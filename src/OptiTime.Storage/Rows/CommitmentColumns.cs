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
    internal CommitmentRow ToRow() => new(
        Territory, ((CommitmentRecorded)ChangeJson.Current.Read(Facts, Territory, Version)).Commitment,
        [.. JsonSerializer.Deserialize<Interval?[]>(Planned, PlanJson.Options)!.OfType<Interval>()],
        Ending is null ? null : Enum.Parse<Ending>(Ending, ignoreCase: true), Reason, Version);

    /// <summary>The planned times of steps as they stand in a row.</summary>
    internal static byte[] Json(Interval?[] planned) => JsonSerializer.SerializeToUtf8Bytes(planned, PlanJson.Options);

    /// <summary>The state of a commitment as it stands in a row.</summary>
    internal static string NameOf(CommitmentState state) => state == CommitmentState.Held ? "held" : "confirmed";

    /// <summary>The ending of a commitment as it stands in a row.</summary>
    internal static string NameOf(Ending ending) => ending switch
    {
        Planning.Commitments.Ending.Released => "released",
        Planning.Commitments.Ending.Expired => "expired",
        _ => "cancelled",
    };

    /// <summary>What a list of commitments asks for: behind the columns, with parameters from <see cref="ParametersOf"/>.</summary>
    internal static string WhereOf(CommitmentQuery query)
    {
        List<string> conditions = query.WithHolds ? ["TRUE"] : ["state = 'confirmed'"];
        if (query.Territory is not null) conditions.Add("territory = @Territory");
        if (query.Customer is not null) conditions.Add("customer = @Customer");
        if (query.ExternalReference is not null) conditions.Add("external_reference = @ExternalReference");
        if (query.From is not null) conditions.Add("ends > @From");
        if (query.To is not null) conditions.Add("starts < @To");
        if (query.After is not null) conditions.Add("(territory, id) > (@AfterTerritory, @AfterId)");
        return $"WHERE {string.Join(" AND ", conditions)} ORDER BY territory, id LIMIT @Limit";
    }

    /// <summary>The parameters of <see cref="WhereOf"/>.</summary>
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
