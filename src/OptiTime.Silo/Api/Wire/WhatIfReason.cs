namespace OptiTime.Silo.Api.Wire;

/// <summary>Why requests were refused.</summary>
public sealed record WhatIfReason
{
    /// <summary>The reason that left nobody, in the words of a refusal: <c>full</c>, <c>skills</c>, <c>working-time</c>, ...</summary>
    public required string Code { get; init; }

    /// <summary>How many.</summary>
    public required int Count { get; init; }
}
