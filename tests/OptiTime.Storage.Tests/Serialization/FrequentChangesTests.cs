using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OptiTime.Planning.Changes;
using OptiTime.Storage.Serialization;
using OptiTime.Storage.Tests.Support;

namespace OptiTime.Storage.Tests.Serialization;

/// <summary>What is read by hand is held to what the serializer makes of the same JSON, right or spoilt in one place.</summary>
public sealed class FrequentChangesTests
{
    private static readonly Change[] Frequent = [GoldenChanges.All["commitment-recorded"], GoldenChanges.All["tour-planned"]];

    [Fact]
    public void Whatever_is_spoilt_in_a_change_is_refused_or_read_as_the_serializer_does()
    {
        int refused = 0, read = 0;
        foreach (Change change in Frequent)
        {
            string golden = Encoding.UTF8.GetString(ChangeJson.Write(change));
            foreach (string json in Spoilt(golden).Prepend(golden))
            {
                string? expected = ReadBySerializer(json, change.GetType());
                if (expected is not null && HasHole(JsonNode.Parse(json))) expected = null;
                ReadByHand(json).ShouldBe(expected, json);
                if (expected is null) refused++;
                else read++;
            }
        }
        refused.ShouldBeGreaterThan(500);
        read.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Escaped_texts_and_those_read_lately_come_out_as_they_are()
    {
        const string Json = """{"type":"tour-planned","schema":1,"resource":"R\u002d1\"é","unit":0,"periodStart":1,"stops":[],"return":[0,0]}""";
        for (int round = 0; round < 3; round++)
        {
            foreach (string name in new[] { """R\u002d1\"é""", "R-1", """R\u002D1""", "é" })
            {
                var tour = (TourPlanned)ChangeJson.Current.Read(Encoding.UTF8.GetBytes(Json.Replace("""R\u002d1\"é""", name, StringComparison.Ordinal)), "rhone", 7);
                tour.Resource.ShouldBe(JsonSerializer.Deserialize<string>($"\"{name}\""));
            }
        }
    }

    private static string? ReadByHand(string json)
    {
        try
        {
            return Structure.Of(ChangeJson.Current.Read(Encoding.UTF8.GetBytes(json), "rhone", 7));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? ReadBySerializer(string json, Type type)
    {
        try
        {
            return Structure.Of(JsonSerializer.Deserialize(json, type, PlanJson.Options)!);
        }
        catch (Exception refusal) when (refusal is JsonException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Nothing stands in a list in place of an object: there the reading by hand is the stricter one.</summary>
    private static bool HasHole(JsonNode? node) => node switch
    {
        JsonArray items => items.Any(item => item is null || HasHole(item)),
        JsonObject members => members.Any(member => HasHole(member.Value)),
        _ => false,
    };

    /// <summary>The JSON with one value after the other replaced by others, and one member after the other missing, twice, unknown, or last.</summary>
    private static IEnumerable<string> Spoilt(string golden)
    {
        string[] values = ["null", "1", "-1", "\"x\"", "1.5", "3000000000", "true", "[]", "{}", "[1]", "[1,2]", "[1,2,3]", "[null,1]", "\"R-1\"", "\"site\""];
        int nodes = Nodes(JsonNode.Parse(golden)!).Count(IsOfTheChange);
        for (int index = 0; index < nodes; index++)
        {
            foreach (string value in values) yield return Changed(golden, index, (node, _) => node.ReplaceWith(JsonNode.Parse(value)));
            yield return Changed(golden, index, (node, parent) => Remove(node, parent));
            yield return Changed(golden, index, (node, parent) => (parent as JsonObject)?.Add("colour", "red"));
            yield return Changed(golden, index, (node, parent) =>
            {
                string? name = parent is JsonObject ? node.GetPropertyName() : null;
                Remove(node, parent);
                if (name is not null) parent![name] = node;
            });
        }
        foreach (string name in new[] { "id", "name", "tier", "role", "unit", "stops", "leg", "heldUntil" })
        {
            int at = golden.IndexOf($"\"{name}\":", StringComparison.Ordinal);
            if (at >= 0) yield return golden.Insert(at, $"\"{name}\":1,");
        }
        for (int length = 0; length < golden.Length; length += 7) yield return golden[..length];
    }

    private static string Changed(string golden, int index, Action<JsonNode, JsonNode?> how)
    {
        JsonNode root = JsonNode.Parse(golden)!;
        JsonNode node = Nodes(root).Where(IsOfTheChange).ElementAt(index);
        how(node, node.Parent);
        return root.ToJsonString();
    }

    private static void Remove(JsonNode node, JsonNode? parent)
    {
        if (parent is JsonObject within) within.Remove(node.GetPropertyName());
        else (parent as JsonArray)?.Remove(node);
    }

    /// <summary>Type and schema decide who reads it, before it is read.</summary>
    private static bool IsOfTheChange(JsonNode node) => node.Parent is not null && node.GetPath() is not ("$.type" or "$.schema");

    private static IEnumerable<JsonNode> Nodes(JsonNode root) => root switch
    {
        JsonObject members => members.Select(member => member.Value!).SelectMany(Nodes).Prepend(root),
        JsonArray items => items.SelectMany(item => Nodes(item!)).Prepend(root),
        _ => [root],
    };
}
