using System.Globalization;
using Microsoft.Extensions.Primitives;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;

namespace OptiTime.Silo.Api.Freshness;

/// <summary>
/// The version of a plan beside the bodies of calls and answers. Who has been told of a version, by whichever silo, sends it, and is answered
/// from that version or a later one: a silo that is behind waits for it a moment, or says that its answer is stale.
/// </summary>
internal static class PlanVersions
{
    /// <summary>The header with a version: in a call the least that is wanted, in an answer the one that was read or written.</summary>
    public const string Header = "X-Plan-Version";

    /// <summary>The header of an answer from a plan that may be old: when it was last known to be the newest, in seconds before now.</summary>
    public const string AgeHeader = "X-Plan-Age";

    /// <summary>The version a caller wants at the least; null for any.</summary>
    /// <exception cref="ProblemException">It is not a version.</exception>
    public static long? Asked(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out StringValues values)) return null;
        return values is [{ } one] ? Parameters.Version(Header, one) : throw new ProblemException(ProblemKind.InvalidParameter.At(Header, values, "Is given more than once."));
    }

    /// <summary>Tells the version that was written.</summary>
    public static void Tell(HttpResponse response, long version) => response.Headers[Header] = version.ToString(CultureInfo.InvariantCulture);

    /// <summary>Tells the version that was read, and its age where it may be old.</summary>
    public static void Tell(HttpResponse response, long version, Staleness? staleness)
    {
        Tell(response, version);
        if (staleness is { } stale) response.Headers[AgeHeader] = stale.Seconds.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Tells in the API's description that an endpoint heeds the header, and answers with both.</summary>
    public static RouteHandlerBuilder HeedsPlanVersion(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(Marker);

    /// <summary>Marks the endpoints that heed the header.</summary>
    internal sealed class Heeded;

    private static readonly Heeded Marker = new();
}
