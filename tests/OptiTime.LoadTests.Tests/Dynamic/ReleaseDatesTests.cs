using OptiTime.LoadTests.Dynamic;

namespace OptiTime.LoadTests.Tests.Dynamic;

public sealed class ReleaseDatesTests
{
    [Fact]
    public void Requests_have_the_date_they_are_given_and_others_are_known_from_the_beginning()
    {
        IReadOnlyDictionary<int, double> dates = Read("# Instance X1 - 2 dynamic requests - 1 static requests", "Dyn   Stat", "2   1", "ID   RD", "1   -1", "2   40", "", "7  9.5");

        dates.ShouldBe(new Dictionary<int, double> { [1] = double.NegativeInfinity, [2] = 40, [7] = 9.5 }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("1 soon", "x:5: RD is 'soon'")]
    [InlineData("1", "x:5: 1 fields where a request has 2")]
    [InlineData("one -1", "x:5: ID is 'one'")]
    [InlineData("1 -1|1 3", "x:6: request 1 is there twice")]
    [InlineData("1 -1", "0 requests of 1 have a release date, and the head says 1 of 2")]
    [InlineData("1 NaN", "RD is 'NaN'")]
    public void What_is_wrong_is_told_with_its_line_and_value(string rows, string says)
    {
        string[] lines = ["# Instance", "Dyn Stat", "1 1", "ID RD", .. rows.Split('|')];

        Should.Throw<InvalidDataException>(() => Read(lines)).Message.ShouldContain(says);
    }

    [Fact]
    public void A_file_that_ends_in_its_head_is_told_to_be_cut_short() =>
        Should.Throw<InvalidDataException>(() => Read("# Instance", "Dyn Stat")).Message.ShouldContain("Is it whole?");

    private static IReadOnlyDictionary<int, double> Read(params string[] lines) => ReleaseDates.Read("x", lines);
}
