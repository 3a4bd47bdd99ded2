namespace OptiTime.Deploy.Tests;

/// <summary>How long a test may wait for other programs.</summary>
internal static class Patience
{
    /// <summary>So long that only what hangs takes longer.</summary>
    public const int Milliseconds = 300_000;
}
