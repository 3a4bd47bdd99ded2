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

    // The forms. A length of 0 in the first one is no text at all.
    private const int Utf16 = 0, Unicode8 = 1, Digits = 2, PrefixAndDigits = 3;

    /// <summary>The most bytes a text can take.</summary>
    internal static int BytesFor(string? text) => 8 + (3 * (text?.Length ?? 0));

    /// <summary>Writes a text.</summary>
    /// <returns>How many bytes it took.</returns>
    internal static int Write(string? text, Span<byte> into)
    {
        if (text is null) return VariableNumber.Write(0, into);
        int prefix = OpaqueDigits.TailOf(text), digits = text.Length - prefix;
        if (digits >= LeastDigits && prefix == 0) return WriteDigits(text, Digits, into);
        if (digits >= LeastDigits && prefix < 128 && Ascii.IsValid(text.AsSpan(0, prefix)))
        {
            int head = VariableNumber.Write(Header(digits, PrefixAndDigits), into);
            into[head++] = (byte)prefix;
            foreach (char character in text.AsSpan(0, prefix)) into[head++] = (byte)character;
            OpaqueDigits.Pack(text.AsSpan(prefix), into[head..]);
            return head + OpaqueDigits.BytesFor(digits);
        }
        return WriteUnicode(text, into);
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
                int prefix = form == Digits ? 0 : body[0];
                Span<char> text = length + prefix <= 256 ? stackalloc char[length + prefix] : new char[length + prefix];
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
        Span<char> text = stackalloc char[128 + 256];
        ReadOnlySpan<byte> body = written[at..];
        int characters = length + (form == Digits ? 0 : body[0]);
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
        _ => 1 + from[at] + OpaqueDigits.BytesFor(length),
    };

    private static int WriteDigits(ReadOnlySpan<char> text, int form, Span<byte> into)
    {
        int head = VariableNumber.Write(Header(text.Length, form), into);
        OpaqueDigits.Pack(text, into[head..]);
        return head + OpaqueDigits.BytesFor(text.Length);
    }

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
        int prefix = form == Digits ? 0 : body[0], head = form == Digits ? 0 : 1;
        for (int index = 0; index < prefix; index++) text[index] = (char)body[head + index];
        OpaqueDigits.Unpack(body[(head + prefix)..], text[prefix..]);
    }
}
