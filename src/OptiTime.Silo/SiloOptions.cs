using OptiTime.Silo.Stores;

namespace OptiTime.Silo;

/// <summary>How a silo is started.</summary>
public sealed record SiloOptions
{
    /// <summary>Where it listens unless told otherwise: on this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Where it listens; several addresses are separated by semicolons, port 0 takes a free one. Default: <see cref="DefaultUrl"/>.</summary>
    public string Urls { get; init; } = DefaultUrl;

    /// <summary>Where its plans are kept; made when missing.</summary>
    public required StoreAddress Plans { get; init; }

    /// <summary>The file with the keys that sign offers; null for those of the store, which are made when missing.</summary>
    public string? OfferKeys { get; init; }

    /// <summary>Whether it waits for a database that cannot be reached when it starts. Default: no, it ends.</summary>
    public bool WaitsForStore { get; init; }

    /// <summary>How long calls that run may take to finish when it stops. Default 25 s.</summary>
    public TimeSpan FinishWithin { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Whether it may listen on an address other machines can reach, though anybody may call it. Default: no.</summary>
    public bool AllowAnonymousAnywhere { get; init; }

    /// <summary>Whether it optimises its plans in the background. Default: no; the program's commands say yes unless told otherwise.</summary>
    public bool Optimises { get; init; }

    /// <summary>What must have come to an end before it does. Default: nothing.</summary>
    public Task OptimisesAfter { get; init; } = Task.CompletedTask;

    /// <summary>The clock of the machine, and of a store in a directory. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
