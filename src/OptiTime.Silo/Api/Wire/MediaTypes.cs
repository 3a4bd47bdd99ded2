namespace OptiTime.Silo.Api.Wire;

/// <summary>The media types of the wire.</summary>
internal static class MediaTypes
{
    /// <summary>Calls and answers.</summary>
    public const string Json = "application/json";

    /// <summary>Bulk import: one JSON object a line.</summary>
    public const string NdJson = "application/x-ndjson";

    /// <summary>Problems (RFC 9457).</summary>
    public const string Problem = "application/problem+json";
}
