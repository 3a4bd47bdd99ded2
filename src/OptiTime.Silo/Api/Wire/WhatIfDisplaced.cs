namespace OptiTime.Silo.Api.Wire;

/// <summary>What changes do to what stands already.</summary>
public sealed record WhatIfDisplaced
{
    /// <summary>How many bookings and holds lost their place.</summary>
    public required int Bookings { get; init; }

    /// <summary>How many of them found another within their promises.</summary>
    public required int Replaced { get; init; }

    /// <summary>How many did not.</summary>
    public required int Broken { get; init; }

    /// <summary>Those that did not, in the order of their promises; at most 100.</summary>
    public required IReadOnlyList<string> BrokenBookings { get; init; }

    /// <summary>How many backlog jobs lost their place.</summary>
    public required int Jobs { get; init; }

    /// <summary>How many of them found another before they are due.</summary>
    public required int JobsReplaced { get; init; }

    /// <summary>Those that did not and would wait, the one to be looked at first in front; at most 100.</summary>
    public required IReadOnlyList<string> WaitingJobs { get; init; }
}
