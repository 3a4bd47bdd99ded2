using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace OptiTime.Planning.Packing;

/// <summary>
/// Texts in as few bytes as they need: a length and a form, then five bits a character for ids as the edge makes them, or UTF-8. Any text
/// comes back as it was, also one that is no valid Unicode; the same text always gives the same bytes.
/// </summary>
internal static class PackedText
{
    /// <summary>Fewer digits at the end of a text than this are not worth a form of their own.</summary>
    private const int LeastDigits = 8;

    private const int FirstKnown = 128;

    // The forms. A length of 0 in the first one is no text at all.
    private const int Utf16 = 0, Unicode8 = 1, Digits = 2, PrefixAndDigits = 3;

    // Prefixes so frequent that a number stands for them, from 128; smaller numbers are lengths of others.
    private static readonly string[] Known = ["P-"];

    /// <summary>The most bytes a text can take.</summary>
    internal static int BytesFor(string? text) => 8 + (3 * (text?.Length ?? 0));

    /// <summary>Writes a text.</summary>
    /// <returns>How many bytes it took.</returns>
    internal static int Write(string? text, Span<byte> into)
    {
        if (text is null) return VariableNumber.Write(0, into);
        int prefix = OpaqueDigits.TailOf(text), digits = text.Length - prefix;
        if (digits < LeastDigits || prefix >= FirstKnown || !Ascii.IsValid(text.AsSpan(0, prefix))) return WriteUnicode(text, into);
        int head = VariableNumber.Write(Header(digits, prefix == 0 ? Digits : PrefixAndDigits), into);
        if (prefix > 0) head += WritePrefix(text.AsSpan(0, prefix), into[head..]);
        OpaqueDigits.Pack(text.AsSpan(prefix), into[head..]);
        return head + OpaqueDigits.BytesFor(digits);
    }

    /// <summary>Reads a text, and moves the place of reading behind it.</summary>
    internal static string? Read(ReadOnlySpan<byte> from, ref int at)
    {
        (int length, int form) = ReadHeader(from, ref at);
        ReadOnlySpan<byte> body = from.Slice(at, BodyOf(from, at, length, form));
        at += body.Length;
        switch (form)
        {
            case Utf16: return length == 0 ? null : new string(MemoryMarshal.Cast<byte, char>(body));
            case Unicode8: return Encoding.UTF8.GetString(body);
            default:
                int characters = length + (form == Digits ? 0 : PrefixOf(body).Length);
                Span<char> text = characters <= 256 ? stackalloc char[characters] : new char[characters];
                Unpack(body, form, text);
                return new string(text);
        }
    }

    /// <summary>Passes over a text.</summary>
    internal static void Skip(ReadOnlySpan<byte> from, ref int at)
    {
        (int length, int form) = ReadHeader(from, ref at);
        at += BodyOf(from, at, length, form);
    }

    /// <summary>Compares a written text with another by the numbers of their characters; allocates nothing for ids as the edge makes them.</summary>
    internal static int Compare(ReadOnlySpan<byte> written, ReadOnlySpan<char> other)
    {
        int at = 0;
        (int length, int form) = ReadHeader(written, ref at);
        if (form is Utf16 or Unicode8)
        {
            at = 0;
            return Read(written, ref at).AsSpan().SequenceCompareTo(other);
        }
        Span<char> text = stackalloc char[64];
        ReadOnlySpan<byte> body = written[at..];
        int characters = length + (form == Digits ? 0 : PrefixOf(body).Length);
        if (characters > text.Length) text = new char[characters];
        Unpack(body, form, text[..characters]);
        return ((ReadOnlySpan<char>)text[..characters]).SequenceCompareTo(other);
    }

    private static ulong Header(int length, int form) => ((ulong)length << 2) | (uint)form;

    private static (int Length, int Form) ReadHeader(ReadOnlySpan<byte> from, ref int at)
    {
        ulong header = VariableNumber.Read(from, ref at);
        return ((int)(header >> 2), (int)(header & 3));
    }

    private static int BodyOf(ReadOnlySpan<byte> from, int at, int length, int form) => form switch
    {
        Utf16 => length * sizeof(char),
        Unicode8 => length,
        Digits => OpaqueDigits.BytesFor(length),
        _ => 1 + LiteralOf(from[at]) + OpaqueDigits.BytesFor(length),
    };

    private static int WritePrefix(ReadOnlySpan<char> prefix, Span<byte> into)
    {
        for (int number = 0; number < Known.Length; number++)
        {
            if (!prefix.SequenceEqual(Known[number])) continue;
            into[0] = (byte)(FirstKnown + number);
            return 1;
        }
        into[0] = (byte)prefix.Length;
        for (int index = 0; index < prefix.Length; index++) into[1 + index] = (byte)prefix[index];
        return 1 + prefix.Length;
    }

    /// <summary>How many bytes of a prefix stand behind its first one.</summary>
    private static int LiteralOf(byte first) => first < FirstKnown ? first : 0;

    private static string PrefixOf(ReadOnlySpan<byte> body) => body[0] < FirstKnown ? Encoding.ASCII.GetString(body.Slice(1, body[0])) : Known[body[0] - FirstKnown];

    private static int WriteUnicode(string text, Span<byte> into)
    {
        Span<byte> utf8 = text.Length <= 128 ? stackalloc byte[3 * text.Length] : new byte[3 * text.Length];
        bool isValid = Utf8.FromUtf16(text, utf8, out _, out int written, replaceInvalidSequences: false) == System.Buffers.OperationStatus.Done;
        ReadOnlySpan<byte> body = isValid ? utf8[..written] : MemoryMarshal.AsBytes(text.AsSpan());
        int head = VariableNumber.Write(isValid ? Header(written, Unicode8) : Header(text.Length, Utf16), into);
        body.CopyTo(into[head..]);
        return head + body.Length;
    }

    private static void Unpack(ReadOnlySpan<byte> body, int form, Span<char> text)
    {
        if (form == PrefixAndDigits)
        {
            string prefix = PrefixOf(body);
            prefix.CopyTo(text);
            body = body[(1 + LiteralOf(body[0]))..];
            text = text[prefix.Length..];
        }
        OpaqueDigits.Unpack(body, text);
    }
}
