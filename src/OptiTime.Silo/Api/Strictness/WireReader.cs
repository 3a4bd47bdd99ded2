using System.Text.Json;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Strictness;

/// <summary>Turns bytes from outside into wire types, or says exactly why not.</summary>
internal static class WireReader
{
    private const int FirstBytes = 64 * 1024;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Limits.Depth };

    /// <summary>Reads a wire type.</summary>
    /// <exception cref="ProblemException">The bytes are not JSON of that type.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json) where T : class
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Options);
            var faults = new Faults();
            new WireChecker(faults).Check(document.RootElement, Shape.Of(typeof(T)), "");
            faults.ThrowIfAny(ProblemKind.InvalidBody);
            return (T)document.RootElement.Deserialize(WireJson.Default.Options.GetTypeInfo(typeof(T)))!;
        }
        catch (JsonException broken)
        {
            if (IsTooDeep(json.Span))
                throw new ProblemException(ProblemKind.LimitExceeded.With($"The body nests deeper than {Limits.Depth} levels (limit {nameof(Limits.Depth)})."));
            throw new ProblemException(ProblemKind.MalformedBody.With(json.Span.Trim(" \t\r\n"u8).IsEmpty
                ? "The body is empty; a JSON object is needed."
                : $"The body is not valid JSON: line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}."));
        }
    }

    /// <summary>Reads a body to its end.</summary>
    /// <param name="request">The call.</param>
    /// <param name="limit">The most bytes it may have.</param>
    /// <param name="name">The name of that limit.</param>
    /// <exception cref="ProblemException">There is more of it.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, int limit, string name)
    {
        if (request.ContentLength > limit) throw TooLarge(limit, name);
        // A length that is only said takes no more memory than most bodies need.
        var buffer = new byte[Math.Min(request.ContentLength ?? 1024, FirstBytes)];
        int length = 0;
        for (int read = 1; read > 0 && length != request.ContentLength; length += read)
        {
            if (length > limit) throw TooLarge(limit, name);
            if (length == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(2L * length, limit) + 1);
            read = await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted);
        }
        if (length > limit) throw TooLarge(limit, name);
        var body = new SentBody(buffer.AsMemory(0, length));
        request.HttpContext.Features.Set(body);
        return body.Json;
    }

    private static ProblemException TooLarge(int limit, string name) =>
        new(ProblemKind.BodyTooLarge.With($"The body has more than {limit:N0} bytes (limit {name}). Send less at once."));

    private static bool IsTooDeep(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1_000 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= Limits.Depth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) return true;
            }
            return false;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
