namespace OptiTime.Silo;

/// <summary>How a silo is started.</summary>
public sealed record SiloOptions
{
    /// <summary>Where it listens unless told otherwise: on this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Where it listens; several addresses are separated by semicolons, port 0 takes a free one. Default: <see cref="DefaultUrl"/>.</summary>
    public string Urls { get; init; } = DefaultUrl;

    /// <summary>The directory in which its plans and its keys are kept; made when it is missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Whether it may listen on an address other machines can reach, though anybody may call it. Default: no.</summary>
    public bool AllowAnonymousAnywhere { get; init; }

    /// <summary>The clock of the silo and its store. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
