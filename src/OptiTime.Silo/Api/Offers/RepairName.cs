using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OptiTime.Silo.Api.Offers;

/// <summary>How an entry of the ledger is called outside: <c>R-rhone-412.3K9…</c>. Its name says where in the log it stands, so that it is found at once.</summary>
/// <param name="Territory">The territory.</param>
/// <param name="Version">The version of the log that holds it.</param>
/// <param name="Id">Its id there.</param>
internal sealed record RepairName(string Territory, long Version, string Id)
{
    private const string Prefix = "R-";

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Territory}-{Version}.{Id}");

    /// <summary>Takes a name apart.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out RepairName? parts)
    {
        parts = null;
        int dash = name.LastIndexOf('-'), dot = name.LastIndexOf('.');
        if (!name.StartsWith(Prefix, StringComparison.Ordinal) || dash <= Prefix.Length || dot < dash || dot == name.Length - 1) return false;
        if (!long.TryParse(name.AsSpan(dash + 1, dot - dash - 1), NumberStyles.None, CultureInfo.InvariantCulture, out long version)) return false;
        parts = new RepairName(name[Prefix.Length..dash], version, name[(dot + 1)..]);
        return true;
    }
}
