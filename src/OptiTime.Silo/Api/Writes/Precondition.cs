using System.Globalization;
using Microsoft.Extensions.Primitives;
using OptiTime.Silo.Api.Problems;

namespace OptiTime.Silo.Api.Writes;

/// <summary>What <c>If-Match</c> and <c>If-None-Match</c> ask of the version that is there.</summary>
/// <param name="Version">The version it must be at, 0 for not there; null for any.</param>
/// <param name="MustExist">Whether it must be there, at any version.</param>
internal readonly record struct Precondition(long? Version, bool MustExist)
{
    /// <summary>Reads the headers of a call.</summary>
    /// <exception cref="ProblemException">They are not what this API gives out.</exception>
    public static Precondition Of(HttpRequest request)
    {
        StringValues match = request.Headers.IfMatch, none = request.Headers.IfNoneMatch;
        if (match.Count == 0 && none.Count == 0) return default;
        if (match.Count > 0 && none.Count > 0) throw Unusable("If-None-Match", none, "Cannot stand beside If-Match.");
        if (none.Count > 0) return none is ["*"] ? new Precondition(0, false) : throw Unusable("If-None-Match", none, "Only * is known here: create, never replace.");
        if (match is ["*"]) return new Precondition(null, true);
        if (match is [{ Length: > 2 } tag] && tag[0] == '"' && tag[^1] == '"'
            && long.TryParse(tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out long version) && version > 0)
            return new Precondition(version, true);
        throw Unusable("If-Match", match, "Is not an ETag of this API.", "Send the ETag exactly as GET gave it, or *.");
    }

    private static ProblemException Unusable(string header, StringValues value, string message, string? remedy = null) =>
        new(ProblemKind.InvalidParameter.At(header, value, message, remedy));
}
