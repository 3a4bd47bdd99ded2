using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OptiTime.Testbed.Processes;
using OptiTime.Testbed.Silos;

namespace OptiTime.Demo.Tests.Commands;

public sealed partial class SolveCommandTests : IDisposable
{
    private const string Crew =
        "crew\n\nINFO\nCREW COUNT\tSKILLS\tTOOLS\tSPARE PARTS\n1 1 1 1\nID X Y TWS TWE Serv SKILLS TOOLS SPARE PARTS\n0 20 0 0 100 0 [] [] []\n1 0 0 0 100 0 [0] [] [1]\n2 10 0 0 100 2 [0] [] [1]\n3 30 0 0 100 2 [] [] [1]\n";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("optitime-solve-");

    private string InstanceName => Path.Combine(_directory.FullName, "ring.txt");

    private string Out => Path.Combine(_directory.FullName, "out", "here");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("double", "1")]
    [InlineData("truncated", "2")]
    public async Task Routes_and_a_picture_are_written(string convention, string threads)
    {
        await File.WriteAllTextAsync(InstanceName, Ring(12), TestContext.Current.CancellationToken);

        (int code, string written) = await OptiTimeProcess.RunAsync("solve", InstanceName, "--seconds", "0.5", "--out", Out, "--convention", convention, "--threads", threads, "--seed", "9");

        code.ShouldBe(0, written);
        string[] solution = await File.ReadAllLinesAsync(Path.Combine(Out, "ring.sol"), TestContext.Current.CancellationToken);
        solution[..^1].SelectMany(NumbersOf).Order().ShouldBe(Enumerable.Range(1, 12));
        double cost = double.Parse(solution[^1].Split(' ')[1], CultureInfo.InvariantCulture);
        cost.ShouldBe(Shortest(12, convention == "truncated"), 1e-4);
        XElement picture = XDocument.Load(Path.Combine(Out, "ring.svg")).Root!;
        picture.Name.LocalName.ShouldBe("svg");
        picture.Descendants().Count(shape => shape.Name.LocalName == "circle").ShouldBe(12);
        picture.Value.ShouldContain("ring");
        picture.Value.ShouldContain("1 route, 12 stops");
        written.ShouldContain("every route checked");
        written.ShouldContain("(100 %)");
    }

    [Fact]
    public async Task Technicians_are_sent_with_what_they_need()
    {
        await File.WriteAllTextAsync(InstanceName, Crew, TestContext.Current.CancellationToken);

        (int code, string written) = await OptiTimeProcess.RunAsync("solve", InstanceName, "--seconds", "0.3", "--out", Out);

        code.ShouldBe(0, written);
        // One part is to be had from home, the other from the depot on the way.
        (await File.ReadAllTextAsync(Path.Combine(Out, "ring.sol"), TestContext.Current.CancellationToken)).ShouldMatch("^Route #1: (2 0 3|3 0 2|0 3 2)\nCost 64\n$");
        XDocument.Load(Path.Combine(Out, "ring.svg")).Root!.Value.ShouldContain("working time 64.0");
    }

    [Theory]
    [InlineData("1 0 0 0 100", "1 0 zero 0 100", ":8: Y is 'zero', which is no number.")]
    [InlineData("1 0 0 0 100", "1 0 0 100 0", ":8: TWE is 0, before TWS 100.")]
    [InlineData("1 0 0 0 100", "7 0 0 0 100", ":8: ID is 7 where 1 should follow.")]
    [InlineData("[0] [] [1]", "[0] [1]", ":8: '1 0 0 0 100 0 [0] [1]' is not a technician.")]
    [InlineData("2 10 0 0 100 2 [0]", "2 10 0 0 100 2 [1]", ":9: SKILLS of request 2 are more than any technician has.")]
    [InlineData("2 10 0 0 100 2 [0]", "2 10 0 0 100 2 [99]", ":9: SKILLS is '99'. Write a whole number from 0 to 63.")]
    [InlineData("3 30 0 0 100 2 [] [] [1]", "3 30 0 0 100 2 [] [] [1,0]", ":10: SPARE PARTS has 2 numbers, and that of the first technician 1.")]
    [InlineData("\n1 1 1 1", "\n0 1 1 1", ":5: CREW COUNT is 0")]
    public async Task What_is_wrong_with_a_crew_is_said_with_its_line(string right, string wrong, string said)
    {
        await File.WriteAllTextAsync(InstanceName, Crew.Replace(right, wrong, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        (int code, string written) = await OptiTimeProcess.RunAsync("solve", InstanceName, "--out", Out);

        code.ShouldBe(1);
        written.ShouldContain("ring.txt" + said);
    }

    [Fact]
    public async Task Ctrl_C_gives_the_best_so_far()
    {
        await File.WriteAllTextAsync(InstanceName, Ring(60), TestContext.Current.CancellationToken);
        using OptiTimeProcess solving = OptiTimeProcess.Start("solve", InstanceName, "--seconds", "86400", "--out", Out);
        await solving.WritesAsync(Begun());

        solving.Signal(Signals.Interrupt);

        (await solving.EndAsync()).ShouldBe(0, solving.Written);
        solving.Written.ShouldContain("stopped early");
        string[] solution = await File.ReadAllLinesAsync(Path.Combine(Out, "ring.sol"), TestContext.Current.CancellationToken);
        solution[..^1].SelectMany(NumbersOf).Order().ShouldBe(Enumerable.Range(1, 60));
    }

    [Theory]
    [InlineData("", ":1: this is no instance that is known here")]
    [InlineData("a shopping list\nbread\nbutter", ":1: this is no instance that is known here")]
    [InlineData("x\nVEHICLE\nNUMBER CAPACITY\nmany 10\nCUSTOMER\nCUST NO.", ":4: NUMBER is 'many'. Write a whole number from 0 to 1000.")]
    [InlineData("x\nVEHICLE\nNUMBER CAPACITY\n0 10\nCUSTOMER\nCUST NO.", ":4: NUMBER is 0: nobody can serve anybody.")]
    [InlineData("x\nVEHICLE\nNUMBER CAPACITY\n5\nCUSTOMER\nCUST NO.", ":4: 1 fields where number and capacity of vehicles has 2.")]
    [InlineData("x\nVEHICLE\nNUMBER CAPACITY\n5 10\nCUSTOMER\nCUST NO.", ":6: the file ends where the depot should follow.")]
    [InlineData("x\nVEHICLE\nNUMBER CAPACITY\n5 10\nCUSTOMER\nCUST NO.\n\n0 1 1 0 0 100 0", ":8: there is a depot, and no customer.")]
    [InlineData("x\nVEHICLE\nNUMBER CAPACITY\n5 10\nCUSTOMER\nCUST NO.\n0 1 1 0 0 100 0\n1 1 1 1 0", ":8: 5 fields where a customer has 7.")]
    [InlineData("x\nVEHICLE\nNUMBER CAPACITY\n5 10\nCUSTOMER\nCUST NO.\n0 1 1 0 0 100 0\n2 1 1 1 0 10 1", ":8: CUST NO. is 2 where 1 should follow.")]
    [InlineData("x\nVEHICLE\nNUMBER CAPACITY\n5 10\nCUSTOMER\nCUST NO.\n0 1 1 0 0 100 0\n1 1 1e999 1 0 10 1", ":8: YCOORD. is '1e999', which is no number.")]
    [InlineData("x\nVEHICLE\nNUMBER CAPACITY\n5 10\nCUSTOMER\nCUST NO.\n0 1 1 0 0 100 0\n1 1 1 -1 0 10 1", ":8: DEMAND is -1, and must not be negative.")]
    [InlineData("x\nVEHICLE\nNUMBER CAPACITY\n5 10\nCUSTOMER\nCUST NO.\n0 1 1 0 0 100 0\n1 1 1 11 0 10 1", ":8: DEMAND is 11, and a vehicle carries 10.")]
    [InlineData("x\nVEHICLE\nNUMBER CAPACITY\n5 10\nCUSTOMER\nCUST NO.\n0 1 1 0 0 100 0\n1 1 1 1 20 10 1", ":8: DUE DATE is 10, before READY TIME 20.")]
    [InlineData("x\nVEHICLE\nNUMBER CAPACITY\n5 10\nCUSTOMER\nCUST NO.\n0 1 1 0 0 100 0\n1 1 70 1 0 10 1", ":8: customer 1 cannot be served between 0 and 100")]
    public async Task What_is_wrong_with_a_file_is_said_with_its_line(string content, string said)
    {
        await File.WriteAllTextAsync(InstanceName, content, TestContext.Current.CancellationToken);

        (int code, string written) = await OptiTimeProcess.RunAsync("solve", InstanceName, "--out", Out);

        code.ShouldBe(1);
        written.ShouldContain("ring.txt" + said);
        written.ShouldNotContain(" at OptiTime.");
        Directory.Exists(Out).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--seconds 0", "--seconds is 0.")]
    [InlineData("--seconds NaN", "--seconds is NaN.")]
    [InlineData("--seconds soon", "--seconds is soon.")]
    [InlineData("--threads 0", "--threads is 0.")]
    [InlineData("--threads many", "--threads is many.")]
    [InlineData("--seed -1", "--seed is -1.")]
    [InlineData("--convention thirds", "--convention is 'thirds'. Say one of: double, truncated.")]
    public async Task Options_that_make_no_sense_are_refused(string words, string said)
    {
        await File.WriteAllTextAsync(InstanceName, Ring(3), TestContext.Current.CancellationToken);

        (int code, string written) = await OptiTimeProcess.RunAsync(["solve", InstanceName, .. words.Split(' ')]);

        code.ShouldBe(1);
        written.ShouldContain(said);
        written.ShouldNotContain(" at OptiTime.");
    }

    [Fact]
    public async Task A_directory_in_the_place_of_a_file_and_the_other_way_round_are_told_before_the_search()
    {
        await File.WriteAllTextAsync(InstanceName, Ring(3), TestContext.Current.CancellationToken);

        (int Code, string Written) folder = await OptiTimeProcess.RunAsync("solve", _directory.FullName);
        (int Code, string Written) file = await OptiTimeProcess.RunAsync("solve", InstanceName, "--out", InstanceName);
        (int Code, string Written) nothing = await OptiTimeProcess.RunAsync("solve", InstanceName + ".gone");

        (folder.Code, file.Code, nothing.Code).ShouldBe((1, 1, 1));
        folder.Written.ShouldContain("is a directory. Name the file of an instance.");
        file.Written.ShouldContain("which is a file. Name a directory");
        nothing.Written.ShouldContain("There is no file");
    }

    [Fact]
    public async Task What_nobody_can_serve_together_is_said_and_nothing_is_written()
    {
        // Two customers at the same moment, far from each other, and one vehicle.
        await File.WriteAllTextAsync(
            InstanceName, "two\nVEHICLE\nNUMBER CAPACITY\n1 10\nCUSTOMER\nCUST NO.\n0 0 0 0 0 100 0\n1 9 0 1 20 20 1\n2 -9 0 1 20 20 1", TestContext.Current.CancellationToken);

        (int code, string written) = await OptiTimeProcess.RunAsync("solve", InstanceName, "--seconds", "0.1", "--out", Out);

        code.ShouldBe(1);
        written.ShouldContain("is served 0 times");
        written.ShouldContain("nothing was written");
        new DirectoryInfo(Out).EnumerateFiles().ShouldBeEmpty();
    }

    private static IEnumerable<int> NumbersOf(string route) => route[(route.IndexOf(':', StringComparison.Ordinal) + 1)..]
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture));

    /// <summary>An instance whose customers and depot lie on a circle.</summary>
    private static string Ring(int customers) => string.Join('\n',
        (string[])["ring", "", "VEHICLE", "NUMBER     CAPACITY", "  3   100", "", "CUSTOMER", "CUST NO.   XCOORD.   YCOORD.", " ",
            .. Enumerable.Range(0, customers + 1).Select(number => Line(customers + 1, number))]);

    private static string Line(int points, int number) => string.Create(
        CultureInfo.InvariantCulture, $"{number} {50 * Math.Cos(2 * Math.PI * number / points):R} {50 * Math.Sin(2 * Math.PI * number / points):R} {(number == 0 ? 0 : 1)} 0 1000 0");

    private static double Shortest(int customers, bool isTruncated)
    {
        double leg = 100 * Math.Sin(Math.PI / (customers + 1));
        return (customers + 1) * (isTruncated ? Math.Truncate(leg * 10) / 10 : leg);
    }

    [GeneratedRegex(@"rounds \(0 %\)")]
    private static partial Regex Begun();
}
