using System.Text.Encodings.Web;
using System.Text.Json;

namespace OptiTime.Silo.Api.Wire;

/// <summary>How answers are written: letters and quotes as people read them, since no answer is ever part of a page.</summary>
internal static class WireFormat
{
    /// <summary>The wire types, to be written.</summary>
    public static WireJson Json { get; } =
        new(new JsonSerializerOptions(WireJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
