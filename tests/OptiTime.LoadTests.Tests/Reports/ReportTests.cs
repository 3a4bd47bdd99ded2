using OptiTime.LoadTests.Reports;

namespace OptiTime.LoadTests.Tests.Reports;

public sealed class ReportTests
{
    [Fact]
    public void A_table_is_written_as_markdown_reads_it() =>
        new MarkdownTable("a", "b").Add("1", "x|y").ToString().ReplaceLineEndings("\n").ShouldBe("| a | b |\n| --- | --- |\n| 1 | x\\|y |\n");

    [Fact]
    public void A_row_has_a_cell_for_each_column() => Should.Throw<ArgumentException>(() => new MarkdownTable("a", "b").Add("1"));

    [Theory]
    [InlineData(0, "0.00 ms")]
    [InlineData(1_234, "1.23 ms")]
    [InlineData(12_345, "12.3 ms")]
    [InlineData(1_234_567, "1,235 ms")]
    public void Times_have_three_digits_at_most_below_a_second(long microseconds, string text) => Figures.Milliseconds(microseconds).ShouldBe(text);

    [Fact]
    public void Memory_is_told_in_the_unit_that_suits_it()
    {
        Figures.Bytes(1_536).ShouldBe("1.5 KB");
        Figures.Bytes(200.0 * 1024 * 1024).ShouldBe("200 MB");
        Figures.Bytes(null).ShouldBe("-");
    }
}
