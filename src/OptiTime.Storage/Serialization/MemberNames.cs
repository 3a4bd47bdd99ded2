using System.Numerics;
using System.Text;
using System.Text.Json;

namespace OptiTime.Storage.Serialization;

/// <summary>The members of a JSON object that is read by hand, as strictly as <see cref="PlanJson"/>: none unknown, none twice, none missing.</summary>
/// <param name="names">The names, in the order in which they are written; those that end with <c>?</c> may be missing. At most 32.</param>
internal sealed class MemberNames(params string[] names)
{
    private readonly byte[][] _names = [.. names.Select(name => Encoding.UTF8.GetBytes(name.TrimEnd('?')))];
    private readonly uint _required = names.Select((name, index) => name.EndsWith('?') ? 0 : 1u << index).Aggregate(0u, (mask, bit) => mask | bit);

    /// <summary>Makes sure that an object begins here.</summary>
    /// <returns>The members seen so far: none.</returns>
    internal static uint Begin(in Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartObject ? 0u : throw new JsonException($"An object was expected, not {reader.TokenType}.");

    /// <summary>Moves on to the value of the next member.</summary>
    /// <param name="reader">The reader, at the beginning of the object or behind a value.</param>
    /// <param name="seen">The members seen so far.</param>
    /// <returns>The index of the member; -1 at the end of the object.</returns>
    internal int Next(ref Utf8JsonReader reader, ref uint seen)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
            return (seen & _required) == _required ? -1 : throw new JsonException($"A member is missing: {Missing(seen)}.");
        int index = IndexOf(reader, seen == 0 ? 0 : BitOperations.Log2(seen) + 1);
        if ((seen & (1u << index)) != 0) throw new JsonException($"The member '{reader.GetString()}' is there twice.");
        seen |= 1u << index;
        reader.Read();
        return index;
    }

    /// <summary>Looks first where it stands when members come as they are written.</summary>
    private int IndexOf(in Utf8JsonReader reader, int expected)
    {
        for (int step = 0; step < _names.Length; step++)
        {
            int index = (expected + step) % _names.Length;
            if (reader.ValueTextEquals(_names[index])) return index;
        }
        throw new JsonException($"The member '{reader.GetString()}' is unknown.");
    }

    private string Missing(uint seen) =>
        string.Join(", ", _names.Where((_, index) => (_required & ~seen & (1u << index)) != 0).Select(Encoding.UTF8.GetString));
}
