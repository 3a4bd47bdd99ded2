using System.Collections.Immutable;
using OptiTime.Planning.Optimization;
using OptiTime.Planning.Optimization.Instances;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Optimization;

/// <summary>Two technicians on a line, the depot between them; each test spoils one thing.</summary>
public sealed class TechnicianCheckerTests
{
    private static readonly TechnicianInstance Line = new(
        "line", new InstanceCustomer(0, 10, 0, 0, 0, 100, 0),
        [new(1, 0, 0, 0, 100, 0b01, new Supply(0b1, [1])), new(2, 20, 0, 0, 100, 0b11, new Supply(0b0, [0]))],
        [
            new(3, 5, 0, 30, 40, 2, 0b01, new Supply(0b1, [1])), new(4, 15, 0, 0, 100, 2, 0b11, new Supply(0b1, [0])), new(5, 4, 0, 0, 100, 2, 0, new Supply(0, [0])),
        ]);

    [Fact]
    public void A_day_lasts_from_setting_out_as_late_as_may_be_to_coming_home()
    {
        TechnicianVerdict verdict = Check("5 3|0 4");

        verdict.Faults.ShouldBeEmpty();
        // Leaves home at 23, serves 5 at 27, is with 3 when its window opens, and home at 37; to the depot, to request 4 and home.
        verdict.Duration.ShouldBe(14 + 22, 1e-9);
        verdict.Distance.ShouldBe(10 + 20, 1e-9);
    }

    [Theory]
    [InlineData("5|0 4", "Request 3 is served 0 times.")]
    [InlineData("5 3 4|", "Technician 1 lacks skills for request 4.")]
    [InlineData("5 3|4", "Technician 2 lacks tools for request 4.")]
    [InlineData("5|4 3", "Technician 2 lacks part 0 for request 3.")]
    [InlineData("5 3|0 0 4", "Technician 2 visits the depot twice.")]
    [InlineData("5 3 9|0 4", "Technician 1 visits 9, which is no request.")]
    [InlineData("5 3", "1 days of 2 technicians.")]
    public void What_is_wrong_is_said(string days, string said) => Check(days).Faults.ShouldContain(said);

    [Fact]
    public void Who_comes_too_late_or_is_home_too_late_is_found()
    {
        TechnicianInstance hasty = Line with { Requests = Line.Requests.SetItem(1, Line.Requests[1] with { Due = 9 }) };
        Check("5 3|0 4", hasty).Faults.ShouldContain("Technician 2 begins at request 4 at 15, later than 9.");
        TechnicianInstance shortDay = Line with { Technicians = Line.Technicians.SetItem(0, Line.Technicians[0] with { Until = 36 }) };
        Check("5 3|0 4", shortDay).Faults.ShouldHaveSingleItem().ShouldBe("Technician 1 is home at 37, later than 36.");
    }

    private static TechnicianVerdict Check(string days, TechnicianInstance? instance = null) => TechnicianChecker.Check(
        instance ?? Line,
        [.. days.Split('|').Select(day => day.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToImmutableArray())], DistanceConvention.DoublePrecision);
}
