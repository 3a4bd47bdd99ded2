using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;

namespace OptiTime.Silo.Api.Writes;

/// <summary>Reads the <c>Idempotency-Key</c> of a write.</summary>
internal static class WriteKey
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    private const string Anonymous = "anonymous";

    /// <summary>The key with a hash of what is asked; null when the caller sent none.</summary>
    /// <exception cref="ProblemException">The key is not one.</exception>
    public static Idempotency? Of(HttpContext context, ReadOnlyMemory<byte> body)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var values)) return null;
        if (values is not [{ Length: > 0 and <= Limits.KeyCharacters } key] || key.Any(mark => mark is < ' ' or > '~'))
            throw new ProblemException(ProblemKind.InvalidParameter.At(Header, values, $"Must be one key of 1 to {Limits.KeyCharacters} printable characters (limit {nameof(Limits.KeyCharacters)})."));
        return new Idempotency(new IdempotencyKey(Anonymous, key), HashOf(context.Request, body));
    }

    private static ImmutableArray<byte> HashOf(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        hash.AppendData(body.Span);
        return [.. hash.GetHashAndReset()];
    }
}
