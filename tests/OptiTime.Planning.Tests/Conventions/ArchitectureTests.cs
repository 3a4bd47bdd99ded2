using System.Reflection;
using OptiTime.Planning.Boards;

namespace OptiTime.Planning.Tests.Conventions;

/// <summary>What the design says about which code may know what.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Planning = typeof(Board).Assembly;

    /// <summary>Planning knows collections, arithmetic and time zones, and nothing that could read or write.</summary>
    [Fact]
    public void Planning_refers_to_no_assembly_that_does_input_or_output() =>
        Planning.GetReferencedAssemblies().Select(reference => reference.Name).Except(
        [
            "System.Runtime", "System.Collections", "System.Collections.Immutable", "System.Linq", "System.Memory", "System.Threading",
            "System.Runtime.InteropServices", "System.Runtime.Intrinsics", "System.Numerics.Vectors", "NodaTime",
        ]).ShouldBeEmpty();

    [Fact]
    public void Nothing_public_in_planning_waits_streams_or_connects()
    {
        IEnumerable<Type> mentioned = Planning.GetExportedTypes().SelectMany(type => type.GetMembers().SelectMany(TypesIn)).SelectMany(WithArguments);
        mentioned.Select(type => type.Namespace ?? "").Where(name => name.StartsWith("System.IO", StringComparison.Ordinal)
            || name.StartsWith("System.Net", StringComparison.Ordinal) || name.StartsWith("System.Threading.Tasks", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("OptiTime.Planning")]
    [InlineData("OptiTime.Engine")]
    public void Ambient_clocks_and_randomness_are_banned_by_the_build(string project)
    {
        var file = SourceTree.Project(project);
        file.Descendants("AdditionalFiles").Select(item => item.Attribute("Include")!.Value).ShouldContain("../BannedSymbols.txt");
        file.Descendants("PackageReference").Select(item => item.Attribute("Include")!.Value).ShouldContain("Microsoft.CodeAnalysis.BannedApiAnalyzers");
        string banned = File.ReadAllText(Path.Combine(SourceTree.Root.FullName, "src", "BannedSymbols.txt"));
        string[] ambient = ["System.DateTime.UtcNow", "System.DateTimeOffset.UtcNow", "System.TimeProvider.System", "System.Random.Shared", "System.Guid.NewGuid"];
        foreach (string symbol in ambient) banned.ShouldContain(":" + symbol);
    }

    [Fact]
    public void Dependencies_point_one_way()
    {
        SourceTree.ReferencesOf("OptiTime.Planning").ShouldBeEmpty();
        SourceTree.ReferencesOf("OptiTime.Engine").ShouldBe(["OptiTime.Planning"]);
        SourceTree.ReferencesOf("OptiTime.Storage").ShouldBeSubsetOf(["OptiTime.Planning", "OptiTime.Engine"]);
    }

    [Fact]
    public void The_checker_uses_none_of_the_code_it_checks()
    {
        string[] checkedCode =
        [
            "FillLatestStarts", ".Arrival(", ".Departure(", "EarliestService", "LatestService", "DayLane", "TourEditing", "SlotSearch",
            "Placement", "GreatCircle", "PlaceTable",
        ];
        foreach (FileInfo file in SourceTree.Sources.Where(file => file.Directory!.Name == "Verification"))
        {
            string text = File.ReadAllText(file.FullName);
            checkedCode.Where(code => text.Contains(code, StringComparison.Ordinal)).ShouldBeEmpty(file.Name);
        }
    }

    private static IEnumerable<Type> TypesIn(MemberInfo member) => member switch
    {
        MethodBase method => method.GetParameters().Select(parameter => parameter.ParameterType).Concat(method is MethodInfo { ReturnType: var type } ? [type] : []),
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    private static IEnumerable<Type> WithArguments(Type type) => type.GetGenericArguments().SelectMany(WithArguments).Append(type);
}
