namespace OptiTime.Silo.Api.Wire;

/// <summary>The unit of planning: a branch, a region.</summary>
public sealed record TerritoryDocument
{
    /// <summary>1 to 48 lower-case letters, digits and inner dashes; not <c>catalogue</c>. May be left out where the path names it.</summary>
    public string? Id { get; init; }

    /// <summary>What people call it. 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The IANA zone in which its days are counted and its promises told.</summary>
    public required string Zone { get; init; }

    /// <summary>ISO 4217 code of its amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>The middle of the area it serves.</summary>
    public required GeoPoint Centre { get; init; }

    /// <summary>How far it serves from there, in metres. 1,000 to 2,000,000.</summary>
    public required int RadiusMetres { get; init; }

    /// <summary>How many days from today can be booked. 1 to 366. Default 90.</summary>
    public int? HorizonDays { get; init; }

    /// <summary>How its mobile resources travel; the first is the default. At most 20. Default: a car in and around a large town.</summary>
    public IReadOnlyList<TravelProfileDocument>? Profiles { get; init; }

    /// <summary>How much dearer a preferred resource may be and still be offered first. Default 15.00.</summary>
    public Amount? PreferenceBonus { get; init; }

    /// <summary>What opportunity cost counts for. Default: weight 1.</summary>
    public OpportunityDocument? Opportunity { get; init; }

    /// <summary>What is planned to start within so long is not moved for the sake of something else; sliding inside promises goes on. 0 to 604,800. Default 7,200.</summary>
    public int? FreezeHorizonSeconds { get; init; }

    /// <summary>What moving planned work is reckoned to cost, beside the road. Default: 1.00 for a backlog job, 10.00 for work that was told.</summary>
    public InstabilityDocument? Instability { get; init; }

    /// <summary>What repairs may cost others where whoever reports a disruption does not say: a limit of theirs goes before the same one of these. Default: no limits.</summary>
    public BudgetDocument? Repair { get; init; }
}
