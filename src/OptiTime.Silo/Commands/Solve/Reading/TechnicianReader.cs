using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OptiTime.Planning.Optimization;
using OptiTime.Planning.Optimization.Instances;

namespace OptiTime.Silo.Commands.Solve.Reading;

/// <summary>Reads the text of Pillac's technician instances.</summary>
internal static partial class TechnicianReader
{
    private const int MostTechnicians = 200, MostRequests = 1_000, MostKinds = 64, MostParts = 1_000_000;

    private static readonly string[] Columns = ["ID", "X", "Y", "TWS", "TWE", "Serv"];

    /// <summary>A line of the table: the depot, a technician or a request.</summary>
    private readonly record struct Row(int Number, double X, double Y, double From, double Until, double Service, ulong Skills, Supply Supply);

    /// <summary>Reads an instance.</summary>
    /// <exception cref="InvalidDataException">It says something else; the message has the line, the value and a remedy.</exception>
    internal static TechnicianInstance Read(InstanceText text)
    {
        string name = text.Next("the name");
        text.SkipTo("CREW COUNT");
        int crew = text.Whole(text.Fields("numbers of technicians, skills, tools and parts", 4)[0], "CREW COUNT", MostTechnicians);
        if (crew == 0) throw text.Wrong("CREW COUNT is 0: nobody can serve anybody. At least one technician is needed.");
        text.SkipTo("ID");
        Row depot = ReadRow(text, 0, "the depot");
        var technicians = ImmutableArray.CreateBuilder<InstanceTechnician>(crew);
        while (technicians.Count < crew)
        {
            Row row = ReadRow(text, technicians.Count + 1, "a technician");
            if (technicians.Count > 0) RequireSameParts(text, row, technicians[0].Stock);
            technicians.Add(new InstanceTechnician(row.Number, row.X, row.Y, row.From, row.Until, row.Skills, row.Supply));
        }
        var requests = ImmutableArray.CreateBuilder<InstanceRequest>();
        do requests.Add(ReadRequest(text, crew + 1 + requests.Count, technicians));
        while (text.Peek is not null);
        return new TechnicianInstance(
            name, new InstanceCustomer(0, depot.X, depot.Y, 0, depot.From, depot.Until, 0), technicians.MoveToImmutable(), requests.DrainToImmutable());
    }

    private static InstanceRequest ReadRequest(InstanceText text, int number, ImmutableArray<InstanceTechnician>.Builder technicians)
    {
        Row row = ReadRow(text, number, "a request");
        RequireSameParts(text, row, technicians[0].Stock);
        if (technicians.All(who => (row.Skills & ~who.Skills) != 0))
            throw text.Wrong($"SKILLS of request {number} are more than any technician has. Nobody could serve it.");
        return new InstanceRequest(number, row.X, row.Y, row.From, row.Until, row.Service, row.Skills, row.Supply);
    }

    private static Row ReadRow(InstanceText text, int number, string what)
    {
        string line = text.Next(what);
        if (Line().Match(line) is not { Success: true } match)
            throw text.Wrong($"'{line}' is not {what}. Write six numbers and the lists of skills, tools and parts, like 26 45 68 912 967 90 [4] [] [1,0,1,0,0].");
        int read = text.Whole(match.Groups[1].Value, Columns[0], MostTechnicians + MostRequests);
        if (read != number) throw text.Wrong($"ID is {read} where {number} should follow. The depot is 0, then come the technicians, then the requests, without gaps.");
        double[] values = [.. Enumerable.Range(1, 5).Select(column => text.Number(match.Groups[column + 1].Value, Columns[column], mayBeNegative: column < 3))];
        if (values[3] < values[2]) throw text.Wrong($"TWE is {values[3]}, before TWS {values[2]}. The first is the end, the second the beginning.");
        return new Row(
            number, values[0], values[1], values[2], values[3], values[4], Bits(text, match.Groups[7].Value, "SKILLS"),
            new Supply(Bits(text, match.Groups[8].Value, "TOOLS"), [.. List(match.Groups[9].Value).Select(part => text.Whole(part, "SPARE PARTS", MostParts))]));
    }

    private static void RequireSameParts(InstanceText text, Row row, Supply first)
    {
        if (row.Supply.Parts.Length != first.Parts.Length)
            throw text.Wrong($"SPARE PARTS has {row.Supply.Parts.Length} numbers, and that of the first technician {first.Parts.Length}. Give a number for each kind of part.");
    }

    private static ulong Bits(InstanceText text, string list, string field) =>
        List(list).Aggregate(0UL, (bits, item) => bits | (1UL << text.Whole(item, field, MostKinds - 1)));

    private static string[] List(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+\[([^\]]*)\]\s*\[([^\]]*)\]\s*\[([^\]]*)\]$")]
    private static partial Regex Line();
}
