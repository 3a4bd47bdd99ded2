using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OptiTime.Silo.Api.Offers;

/// <summary>Makes the tokens of an answer's offers one after the other, in one buffer and with a key made ready once.</summary>
internal sealed class OfferSigner : IDisposable
{
    private readonly uint _key;
    private readonly MemoryStream _buffer = new(1024);
    private readonly BinaryWriter _writer;
    private readonly IncrementalHash _hash;

    /// <summary>A signer with a key.</summary>
    public OfferSigner(SigningKey key)
    {
        _key = key.Id;
        _writer = new BinaryWriter(_buffer, Encoding.UTF8);
        _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Secret);
    }

    /// <summary>The token of an offer.</summary>
    public string Sign(SignedOffer offer)
    {
        _buffer.SetLength(0);
        _writer.Write(OfferTokens.Format);
        _writer.Write(_key);
        offer.WriteTo(_writer);
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        _hash.AppendData(Written);
        _hash.GetHashAndReset(signature);
        _buffer.Write(signature);
        return Base64Url.EncodeToString(Written);
    }

    private ReadOnlySpan<byte> Written => _buffer.GetBuffer().AsSpan(0, (int)_buffer.Length);

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _hash.Dispose();
    }
}
