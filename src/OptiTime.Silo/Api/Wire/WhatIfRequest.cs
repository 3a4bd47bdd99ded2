namespace OptiTime.Silo.Api.Wire;

/// <summary>Some changes that might be, and the requests they are tried with.</summary>
public sealed record WhatIfRequest
{
    /// <summary>The territory.</summary>
    public required string Territory { get; init; }

    /// <summary>The changes, made one after the other. At most 20. None: what the requests come to on the plan as it is.</summary>
    public IReadOnlyList<WhatIfChange>? Changes { get; init; }

    /// <summary>Requests drawn as they came before. Default: 500 for the next 7 days. Not together with <c>recorded</c>.</summary>
    public WhatIfStream? Stream { get; init; }

    /// <summary>Bookings of the past, as if they were asked for again. Not together with <c>stream</c>.</summary>
    public WhatIfRecorded? Recorded { get; init; }
}
