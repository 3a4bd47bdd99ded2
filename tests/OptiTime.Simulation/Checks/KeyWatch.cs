namespace OptiTime.Simulation.Checks;

/// <summary>What is known of an idempotency key: what was told to those who used it, and what came of it in the logs.</summary>
internal sealed class KeyWatch
{
    /// <summary>The log and version that carry its effect; null while there is none.</summary>
    internal (string Log, long Version)? Effect { get; set; }

    /// <summary>How many calls with it are being served.</summary>
    internal int Open { get; set; }

    /// <summary>Whether somebody was left in the dark: then it may still have an effect.</summary>
    internal bool IsUnknown { get; set; }

    /// <summary>Whether somebody was told that nothing was changed.</summary>
    internal bool WasRefused { get; set; }
}
