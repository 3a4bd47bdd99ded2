using System.Buffers.Text;
using System.Security.Cryptography;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;

namespace OptiTime.Silo.Api.Offers;

/// <summary>
/// Offers as callers carry them: base64url of a format byte, the key's id, the payload and an HMAC-SHA256 over all of it. Nobody without the
/// key can make or alter one; nothing of an offer is kept here until it is held.
/// </summary>
internal sealed class OfferTokens(KeyRing ring)
{
    /// <summary>The format byte: how what follows it is read.</summary>
    internal const byte Format = 2;

    private const int HeadBytes = 1 + sizeof(uint), HeadCharacters = 8;

    /// <summary>Makes tokens, for all the offers of an answer.</summary>
    public OfferSigner NewSigner() => new(ring.Keys.Current);

    /// <summary>The offer of a token.</summary>
    /// <exception cref="ProblemException">The token was not made here, or has been altered.</exception>
    public SignedOffer Open(string token) => TryOpen(token) ?? throw new ProblemException(ProblemKind.OfferForged.At(
        "offer", token, "Is not an offer of this company, or has been altered.", "Send the 'offer' exactly as POST /v1/availability gave it."));

    /// <summary>The offer of a token, whose key may be so new that it must be read first.</summary>
    /// <inheritdoc cref="Open"/>
    public async ValueTask<SignedOffer> OpenAsync(string token, CancellationToken stop)
    {
        if (KeyOf(token) is { } key && ring.Keys.Find(key) is null) await RefreshAsync(stop);
        return Open(token);
    }

    private async ValueTask RefreshAsync(CancellationToken stop)
    {
        try
        {
            await ring.RefreshAsync(stop);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // What was read before stands; whoever reads them each minute tells the operator.
        }
    }

    /// <summary>The id of the key a token names; null when it is no token.</summary>
    private static uint? KeyOf(string token)
    {
        Span<byte> head = stackalloc byte[HeadCharacters / 4 * 3];
        bool hasHead = token.Length > HeadCharacters && Base64Url.TryDecodeFromChars(token.AsSpan(0, HeadCharacters), head, out _);
        return hasHead && head[0] == Format ? BitConverter.ToUInt32(head[1..]) : null;
    }

    private SignedOffer? TryOpen(string token)
    {
        if (token.Length > Limits.OfferCharacters || !Base64Url.IsValid(token)) return null;
        byte[] bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length < HeadBytes + HMACSHA256.HashSizeInBytes || bytes[0] != Format) return null;
        // Trailing bits and white space could be changed without changing the bytes; one offer has one spelling.
        if (Base64Url.EncodeToString(bytes) != token) return null;
        if (ring.Keys.Find(BitConverter.ToUInt32(bytes, 1)) is not { } key) return null;
        int end = bytes.Length - HMACSHA256.HashSizeInBytes;
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Secret, bytes.AsSpan(0, end), signature);
        if (!CryptographicOperations.FixedTimeEquals(signature, bytes.AsSpan(end))) return null;
        using var reader = new BinaryReader(new MemoryStream(bytes, HeadBytes, end - HeadBytes));
        return SignedOffer.ReadFrom(reader);
    }
}
