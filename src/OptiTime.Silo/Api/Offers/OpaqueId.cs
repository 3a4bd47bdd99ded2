using System.Security.Cryptography;

namespace OptiTime.Silo.Api.Offers;

/// <summary>Ids made at the edge: 16 characters of Crockford's base 32, 80 random bits.</summary>
internal static class OpaqueId
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 16;

    /// <summary>A new id.</summary>
    public static string New() => RandomNumberGenerator.GetString(Crockford, Length);
}
