using System.Globalization;
using NodaTime.Text;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Silo.Api.Offers;
using OptiTime.Storage.Serialization;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Silo.Commands.Replay;

/// <summary>Tells what a board is, for people.</summary>
internal sealed class PlanReport(Board board)
{
    private readonly TerritoryWords _words = new(board);

    /// <summary>Prints the board in figures, and the tours of a day.</summary>
    internal void Tell(PlanQuestion question)
    {
        int day = question.Day is { } date ? DayClock.DayOf(date) : board.Clock.DayOf(question.At ?? board.At);
        int holds = board.Holds.Count;
        Screen.Heading($"{board.Settings.Name} ({board.Settings.Id}) at version {Figure(board.Version)}");
        Line("taken at", Time(board.At, "yyyy-MM-dd HH:mm:ss zzz"));
        Line("days", $"{Date(board.FirstDay)} to {Date(board.AfterDay - 1)}");
        Line("sites", Figure(board.Sites.Count));
        Line("resources", Figure(board.Resources.Count()));
        Line("bookings", Figure(board.Commitments.Count - holds));
        Line("holds", Figure(holds));
        Line("digest", PlanDigest.Of(BoardSnapshot.Of(board)));
        TellTours(day, question.Resource);
    }

    private void TellTours(int day, string? resource)
    {
        (string Resource, Tour Tour)[] tours =
        [
            .. board.ToursOf(day).Select(tour => (board.ResourceOf(tour.Resource).Resource.Id, tour)).Where(one => resource is null || one.Id == resource)
                .OrderBy(one => one.Id, StringComparer.Ordinal),
        ];
        string whose = resource is null ? "" : $" of {resource}";
        Screen.Heading($"{Date(day)}: {Figure(tours.Sum(one => one.Tour.Stops.Length))} stops in {Figure(tours.Length)} tours{whose}");
        if (day < board.FirstDay || day >= board.AfterDay) Screen.Line("That day was not on the board.");
        if (tours.Length == 0) return;
        Screen.Table(
            ["resource", "unit", "hours", "start", "end", "promise", "travel", "service", "for"],
            tours.SelectMany(one => one.Tour.Stops.Length == 0 ? [Row(one.Resource, one.Tour, null)] : one.Tour.Stops.Select(stop => Row(one.Resource, one.Tour, stop))));
    }

    private IReadOnlyList<string> Row(string resource, Tour tour, TourStop? stop)
    {
        string[] whose = [resource, Figure(tour.Unit), Hours(tour.Period.Span)];
        if (stop is not { } one) return [.. whose, "-", "-", "-", "-", "-", "-"];
        Commitment commitment = board.Commitments[one.Commitment].Commitment;
        return
        [
            .. whose, Time(one.Start, "HH:mm"), Time(one.End, "HH:mm"), Hours(commitment.Steps[one.Step].Promise), $"{Figure(one.Leg.Time.Value / 60)} min",
            commitment.Service.Id, CommitmentName.Of(board.Settings.Id, commitment),
        ];
    }

    private static void Line(string what, string value) => Screen.Line($"  {what,-10} {value}");

    private string Hours(Interval span) => $"{Time(span.From, "HH:mm")}-{Time(span.To, "HH:mm")}";

    private string Time(Moment moment, string format) => _words.Time(moment).ToString(format, CultureInfo.InvariantCulture);

    private static string Date(int day) => LocalDatePattern.Iso.Format(DayClock.DateOf(day));

    private static string Figure(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
