using System.Collections.Immutable;
using System.Security.Cryptography;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Api.Offers;

/// <summary>A key that signs offers.</summary>
/// <param name="Id">The first four bytes of its SHA-256, which every token carries.</param>
/// <param name="Secret">32 random bytes.</param>
internal sealed record SigningKey(uint Id, byte[] Secret)
{
    /// <summary>The key of a secret.</summary>
    public static SigningKey Of(byte[] secret) => new(BitConverter.ToUInt32(SHA256.HashData(secret)), secret);
}

/// <summary>
/// The keys that sign offers, the same for all silos of a company: the first signs, all are accepted. They stand in a file that only its
/// owner can read, one in base 64 a line, or in the database, newest first. To change keys put a new one first; take the old one away once
/// every silo has read the new one, within a minute, and the last offers under the old one have lapsed, a quarter of an hour later.
/// </summary>
internal sealed class SigningKeys(ImmutableArray<SigningKey> keys)
{
    /// <summary>The name of the file in the data directory.</summary>
    public const string FileName = "offer-keys";

    private const int SecretBytes = 32;

    /// <summary>The key that signs.</summary>
    public SigningKey Current => keys[0];

    /// <summary>The key of an id; null when it is not one of ours.</summary>
    public SigningKey? Find(uint id) => keys.FirstOrDefault(key => key.Id == id);

    /// <summary>A single new key.</summary>
    public static SigningKeys Generate() => new([SigningKey.Of(RandomNumberGenerator.GetBytes(SecretBytes))]);

    /// <summary>The keys of a silo: those of the file it was given, or else those of its store.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static Task<SigningKeys> OfAsync(SiloOptions options, PlanStore store, CancellationToken stop) =>
        options.OfferKeys is { } file ? Task.FromResult(Read(file)) : store.OfferKeysAsync(stop);

    /// <summary>The keys of some secrets.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static SigningKeys Of(IEnumerable<byte[]> secrets) => secrets.Select(SigningKey.Of).ToImmutableArray() is { IsEmpty: false } keys
        ? new SigningKeys(keys)
        : throw new InvalidDataException("The store holds no key to sign offers with: insert one before the last is deleted.");

    /// <summary>The keys of a data directory; makes the first one.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static SigningKeys Open(string directory)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path)) Create(directory, path);
        return Read(path);
    }

    /// <summary>The keys of a file.</summary>
    /// <exception cref="InvalidDataException">The file holds no key, or something that is not one.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SigningKeys Read(string path)
    {
        var keys = ImmutableArray.CreateBuilder<SigningKey>();
        foreach (string line in File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            var secret = new byte[SecretBytes];
            if (!Convert.TryFromBase64String(line, secret, out int length) || length != SecretBytes)
                throw new InvalidDataException($"'{path}' holds a line that is not {SecretBytes} bytes in base 64.");
            keys.Add(SigningKey.Of(secret));
        }
        return keys.Count > 0 ? new SigningKeys(keys.ToImmutable()) : throw new InvalidDataException($"'{path}' holds no key: {SecretBytes} random bytes in base 64 a line are wanted.");
    }

    private static void Create(string directory, string path)
    {
        Directory.CreateDirectory(directory);
        string draft = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new StreamWriter(draft, options))
        {
            file.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)));
        }
        // Whole or not at all: a key cut short would lock the silo out of its own offers.
        File.Move(draft, path, overwrite: true);
    }
}
