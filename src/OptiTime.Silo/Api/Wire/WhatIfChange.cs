namespace OptiTime.Silo.Api.Wire;

/// <summary>Something that might be otherwise: exactly one of these.</summary>
public sealed record WhatIfChange
{
    /// <summary>A resource less: its id. What stands for it is placed anew within its promises, where that can be.</summary>
    public string? RemoveResource { get; init; }

    /// <summary>A resource more, or one that is otherwise than it is.</summary>
    public ResourceDocument? AddResource { get; init; }

    /// <summary>A resource away for a while.</summary>
    public WhatIfAbsence? Absence { get; init; }

    /// <summary>More or less demand.</summary>
    public WhatIfDemand? Demand { get; init; }
}
