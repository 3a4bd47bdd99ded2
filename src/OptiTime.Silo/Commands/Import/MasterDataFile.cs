using System.Runtime.CompilerServices;
using System.Text.Json;

namespace OptiTime.Silo.Commands.Import;

/// <summary>Reads a file of master data: one object a line, whose only key says what it is.</summary>
internal static class MasterDataFile
{
    /// <summary>What a line may hold, and the path of the API that takes it.</summary>
    internal static IReadOnlyDictionary<string, string> PathOf { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["territory"] = "v1/territories",
        ["site"] = "v1/sites",
        ["service"] = "v1/services",
        ["resource"] = "v1/resources",
        ["customer"] = "v1/customers",
    };

    // Small enough for progress to be seen, large enough for the planner to commit in large groups.
    private const int BatchLines = 500;
    private const int BatchCharacters = 4 * 1024 * 1024;

    /// <summary>The batches of a file, in its order. A line that is not as it should be is rejected here; empty lines are passed over.</summary>
    internal static async IAsyncEnumerable<ImportBatch> ReadAsync(FileInfo file, ImportTally tally, [EnumeratorCancellation] CancellationToken stop)
    {
        await using FileStream stream = file.OpenRead();
        using var reader = new StreamReader(stream);
        string kind = "";
        int number = 0, characters = 0;
        var lines = new List<(int Number, string Value)>();
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (!TryTake(line, out string next, out string value, out string reason))
            {
                tally.Reject(file.Name, number, reason);
                continue;
            }
            if (lines.Count > 0 && (next != kind || lines.Count == BatchLines || characters + value.Length > BatchCharacters))
            {
                yield return new ImportBatch(file.Name, kind, lines, (double)stream.Position / stream.Length);
                (lines, characters) = ([], 0);
            }
            kind = next;
            lines.Add((number, value));
            characters += value.Length;
        }
        if (lines.Count > 0) yield return new ImportBatch(file.Name, kind, lines, 1);
    }

    private static bool TryTake(string line, out string kind, out string value, out string reason)
    {
        (kind, value, reason) = ("", "", "");
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object || document.RootElement.GetPropertyCount() != 1)
            {
                reason = $"a line is an object with one key, which says what it is: {Kinds}.";
                return false;
            }
            JsonProperty only = document.RootElement.EnumerateObject().First();
            (kind, value) = (only.Name, only.Value.GetRawText());
            if (PathOf.ContainsKey(kind)) return true;
            reason = $"'{kind}' is nothing that can be loaded; known are {Kinds}.";
            return false;
        }
        catch (JsonException fault)
        {
            reason = $"not JSON: {fault.Message}";
            return false;
        }
    }

    private static string Kinds => string.Join(", ", PathOf.Keys);
}
