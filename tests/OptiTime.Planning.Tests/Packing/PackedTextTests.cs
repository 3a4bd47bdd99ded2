using OptiTime.Planning.Packing;
using OptiTime.Planning.Tests.Fixtures;

namespace OptiTime.Planning.Tests.Packing;

public sealed class PackedTextTests
{
    [Fact]
    public void Any_text_comes_back_as_it_was_and_compares_as_texts_do() => Laws.Hold(random =>
    {
        string? text = Texts.AnyOrNone(random);
        byte[] packed = Packed(text);
        int at = 0;
        PackedText.Read(packed, ref at).ShouldBe(text);
        at.ShouldBe(packed.Length);
        at = 0;
        PackedText.Skip(packed, ref at);
        at.ShouldBe(packed.Length);
        string other = random.Next(0, 4) == 0 && text is not null ? text : Texts.Any(random);
        if (text is not null) Math.Sign(PackedText.Compare(packed, other)).ShouldBe(Math.Sign(string.CompareOrdinal(text, other)));
        Packed(other).AsSpan().SequenceEqual(packed).ShouldBe(other == text);
    }, cases: 5_000);

    [Fact]
    public void An_id_as_the_edge_makes_it_takes_eleven_bytes_and_a_place_twelve()
    {
        Packed("0123456789ABCDEF").Length.ShouldBe(11);
        Packed("P-ZYXWVTSRQPNMKJHG").Length.ShouldBe(12);
        Packed(null).Length.ShouldBe(1);
    }

    [Fact]
    public void A_number_comes_back_as_it_was() => Laws.Hold(random =>
    {
        long number = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(0, 64);
        Span<byte> bytes = stackalloc byte[VariableNumber.MaximumBytes];
        int length = VariableNumber.Write(VariableNumber.Fold(number), bytes), at = 0;
        VariableNumber.Unfold(VariableNumber.Read(bytes[..length], ref at)).ShouldBe(number);
        at.ShouldBe(length);
    }, cases: 2_000);

    [Fact]
    public void Keys_are_equal_exactly_when_ids_are_and_give_the_id_back() => Laws.Hold(random =>
    {
        string id = Texts.Any(random), other = random.Next(0, 3) == 0 ? id[..random.Next(0, id.Length + 1)] : Texts.Any(random);
        PackedId.Of(id).ToString().ShouldBe(id);
        (PackedId.Of(id) == PackedId.Of(other)).ShouldBe(id == other);
    }, cases: 5_000);

    private static byte[] Packed(string? text)
    {
        byte[] bytes = new byte[PackedText.BytesFor(text)];
        return bytes[..PackedText.Write(text, bytes)];
    }
}
