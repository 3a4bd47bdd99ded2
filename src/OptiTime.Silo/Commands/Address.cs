namespace OptiTime.Silo.Commands;

/// <summary>Addresses of a silo.</summary>
internal static class Address
{
    /// <summary>A free port of this machine.</summary>
    internal const string AnyFree = "http://127.0.0.1:0";

    /// <summary>The address by which this machine can call what listens on another: every address is called by the machine's own.</summary>
    internal static Uri ToCall(string url) => new(url
        .Replace("//*", "//127.0.0.1", StringComparison.Ordinal).Replace("//+", "//127.0.0.1", StringComparison.Ordinal)
        .Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal).Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal));
}
