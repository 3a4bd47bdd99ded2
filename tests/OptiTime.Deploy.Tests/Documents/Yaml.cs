using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace OptiTime.Deploy.Tests.Documents;

/// <summary>YAML as the JSON it stands for, read strictly: a key that is there twice is a fault.</summary>
internal static class Yaml
{
    /// <summary>The documents of a file of the repository.</summary>
    public static IReadOnlyList<JsonObject> Documents(string file)
    {
        IDeserializer reader = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().WithDuplicateKeyChecking().Build();
        var parser = new Parser(new StringReader(Repository.Read(file)));
        var documents = new List<JsonObject>();
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _)) documents.Add(Node(reader.Deserialize(parser)).ShouldBeOfType<JsonObject>($"{file} has something other than a mapping."));
        return documents;
    }

    /// <summary>The only document of a file.</summary>
    public static JsonObject Document(string file) => Documents(file).ShouldHaveSingleItem();

    /// <summary>What stands at a path; a fault that names the path when nothing does.</summary>
    public static JsonNode At(this JsonNode node, params ReadOnlySpan<string> path)
    {
        JsonNode? at = node;
        foreach (string step in path)
        {
            at = at is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)] : at?[step];
            if (at is null) throw new ShouldAssertException($"There is no {string.Join('.', path)} in {node.ToJsonString()}.");
        }
        return at!;
    }

    /// <summary>The text at a path.</summary>
    public static string Text(this JsonNode node, params ReadOnlySpan<string> path) => node.At(path).ToString();

    /// <summary>The number at a path. A text that looks like one is none.</summary>
    public static int Number(this JsonNode node, params ReadOnlySpan<string> path) => node.At(path).GetValue<int>();

    /// <summary>The items of the list at a path.</summary>
    public static IReadOnlyList<JsonNode> Items(this JsonNode node, params ReadOnlySpan<string> path) => [.. node.At(path).AsArray().Select(item => item!)];

    /// <summary>The texts of the list at a path.</summary>
    public static IReadOnlyList<string> Texts(this JsonNode node, params ReadOnlySpan<string> path) => [.. node.Items(path).Select(item => item.ToString())];

    private static JsonNode? Node(object? value) => value switch
    {
        IDictionary<object, object?> mapping => new JsonObject(mapping.Select(pair => KeyValuePair.Create($"{pair.Key}", Node(pair.Value)))),
        IList<object?> list => new JsonArray([.. list.Select(Node)]),
        bool or string => JsonValue.Create((dynamic)value),
        null => null,
        IConvertible number when number.GetTypeCode() is TypeCode.Single or TypeCode.Double or TypeCode.Decimal => JsonValue.Create(number.ToDouble(CultureInfo.InvariantCulture)),
        IConvertible number => JsonValue.Create(number.ToInt32(CultureInfo.InvariantCulture)),
        _ => throw new InvalidDataException($"{value.GetType()} is nothing JSON has."),
    };
}
