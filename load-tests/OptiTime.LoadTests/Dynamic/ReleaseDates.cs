using System.Globalization;
using OptiTime.Silo.Commands.Solve.Reading;

namespace OptiTime.LoadTests.Dynamic;

/// <summary>
/// Reads when the requests of an instance become known, as Lackner 2004 and Pillac 2012 publish it: a comment, how many there are of each sort, and a line
/// for each request with its number and its release date, which is -1 for what is known from the beginning.
/// </summary>
internal static class ReleaseDates
{
    private const int MostRequests = 1_000;

    /// <summary>The release dates by the number of the request; what is known from the beginning is released at negative infinity.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="lines">Its lines.</param>
    /// <exception cref="InvalidDataException">It says something else; the message has the line, the value and a remedy.</exception>
    internal static IReadOnlyDictionary<int, double> Read(string name, IEnumerable<string> lines)
    {
        var text = new InstanceText(name, lines);
        text.SkipTo("Dyn");
        string[] counts = text.Fields("how many requests are dynamic and static", 2);
        (int moving, int known) = (text.Whole(counts[0], "Dyn", MostRequests), text.Whole(counts[1], "Stat", MostRequests));
        text.SkipTo("ID");
        var dates = new Dictionary<int, double>();
        while (text.Peek is not null)
        {
            string[] fields = text.Fields("a request", 2);
            int number = text.Whole(fields[0], "ID", int.MaxValue);
            double date = text.Number(fields[1], "RD", mayBeNegative: true);
            if (!dates.TryAdd(number, date < 0 ? double.NegativeInfinity : date)) throw text.Wrong($"request {number} is there twice. Leave one of the lines out.");
        }
        int released = dates.Values.Count(double.IsFinite);
        if (released != moving || dates.Count != moving + known)
            throw text.Wrong(string.Create(CultureInfo.InvariantCulture, $"{released} requests of {dates.Count} have a release date, and the head says {moving} of {moving + known}. Is the file whole?"));
        return dates;
    }
}
