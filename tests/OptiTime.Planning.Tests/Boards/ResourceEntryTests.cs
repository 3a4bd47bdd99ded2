using OptiTime.Planning.Boards;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Boards;

public sealed class ResourceEntryTests
{
    private static readonly ResourceEntry Technician = new(0, Lyon.Technician("T1"), 1, [], 0, Lyon.Settings);

    [Fact]
    public void Legs_that_replace_one_take_at_least_its_time_for_its_way_whatever_the_hour() => Laws.Hold(random =>
    {
        int metres = random.Next(1, 80_000);
        Leg planned = Technician.PaceAt(random.Next(0, 24)).Over(metres);
        Pace pace = Technician.PaceFor(random.Next(0, 24), planned);
        pace.Over(metres).Time.Value.ShouldBeGreaterThanOrEqualTo(planned.Time.Value - 1);
    });

    [Fact]
    public void Legs_that_replace_one_are_never_faster_than_the_hour_nor_slower_than_any() => Laws.Hold(random =>
    {
        int hour = random.Next(0, 24);
        var planned = new Leg(new Seconds(random.Next(0, 20_000)), new Metres(random.Next(0, 80_000)));
        int slowest = Enumerable.Range(0, 24).Max(at => Technician.PaceAt(at).Value);
        Technician.PaceFor(hour, planned).Value.ShouldBeInRange(Technician.PaceAt(hour).Value, slowest);
    });
}
