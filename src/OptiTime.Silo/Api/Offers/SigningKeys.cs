using System.Collections.Immutable;
using System.Security.Cryptography;

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
/// The keys that sign offers: the first signs, all are accepted. They stand in a file that only its owner can read, one in base 64 a line;
/// to rotate, put a new line first and restart, and take the old line away once its last offers have lapsed, a quarter of an hour later.
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

    /// <summary>The keys of a data directory; makes the first one.</summary>
    /// <exception cref="InvalidDataException">The file holds no key, or something that is not one.</exception>
    public static SigningKeys Open(string directory)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path)) Create(directory, path);
        var keys = ImmutableArray.CreateBuilder<SigningKey>();
        foreach (string line in File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            var secret = new byte[SecretBytes];
            if (!Convert.TryFromBase64String(line, secret, out int length) || length != SecretBytes)
                throw new InvalidDataException($"'{FileName}' in the data directory holds a line that is not {SecretBytes} bytes in base 64.");
            keys.Add(SigningKey.Of(secret));
        }
        return keys.Count > 0 ? new SigningKeys(keys.ToImmutable()) : throw new InvalidDataException($"'{FileName}' in the data directory holds no key. Delete it to get a new one.");
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
