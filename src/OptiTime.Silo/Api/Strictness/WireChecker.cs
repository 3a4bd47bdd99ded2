using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace OptiTime.Silo.Api.Strictness;

/// <summary>
/// Holds JSON against the shape of a wire type and names every field at fault: unknown, twice, missing, of another type, a time without
/// an offset, a number no double can hold, text no store can keep. What it lets through can be read.
/// </summary>
internal sealed class WireChecker(Faults faults)
{
    /// <summary>Checks a value.</summary>
    public void Check(JsonElement value, Shape shape, string path)
    {
        if (shape.Properties is not null) CheckObject(value, shape, path);
        else if (shape.Item is not null) CheckArray(value, shape.Item, path);
        else CheckLeaf(value, shape, path);
    }

    private void CheckObject(JsonElement value, Shape shape, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add(path, Show(value), "Must be an object.");
            return;
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (TryName(property) is not { } name)
            {
                faults.Add(path, null, "A property's name is not valid Unicode text.");
                continue;
            }
            string field = path.Length == 0 ? name : $"{path}.{name}";
            if (!shape.Properties!.TryGetValue(name, out ShapeProperty? known))
                faults.Add(
                    Faults.Shorten(field)!, Show(property.Value), "There is no such property.", $"Known here: {string.Join(", ", shape.Properties.Keys.Order(StringComparer.Ordinal))}.");
            else if (!seen.Add(name))
                faults.Add(field, Show(property.Value), "The property is given twice.");
            else if (property.Value.ValueKind != JsonValueKind.Null)
                Check(property.Value, known.Shape, field);
            else if (!known.MayBeNull)
                faults.Add(field, "null", "May not be null.");
        }
        foreach (ShapeProperty property in shape.Properties!.Values)
        {
            if (property.IsRequired && !seen.Contains(property.Name))
                faults.Add(path.Length == 0 ? property.Name : $"{path}.{property.Name}", null, "Is missing.");
        }
    }

    private void CheckArray(JsonElement value, Shape item, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            faults.Add(path, Show(value), "Must be an array.");
            return;
        }
        if (value.GetArrayLength() > Limits.ArrayItems)
        {
            faults.Add(path, null, $"Has {value.GetArrayLength()} items; limit {nameof(Limits.ArrayItems)} is {Limits.ArrayItems}.");
            return;
        }
        int index = 0;
        foreach (JsonElement element in value.EnumerateArray()) Check(element, item, $"{path}[{index++}]");
    }

    private void CheckLeaf(JsonElement value, Shape shape, string path)
    {
        if (shape.Type == typeof(bool))
        {
            if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) faults.Add(path, Show(value), "Must be true or false.");
        }
        else if (shape.Type == typeof(int))
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out _))
                faults.Add(path, Show(value), "Must be a whole number between -2,147,483,648 and 2,147,483,647.");
        }
        else if (shape.Type == typeof(double))
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out double number) || !double.IsFinite(number))
                faults.Add(path, Show(value), "Must be a finite number.");
        }
        else CheckText(value, shape, path);
    }

    private void CheckText(JsonElement value, Shape shape, string path)
    {
        if (value.ValueKind != JsonValueKind.String) faults.Add(path, Show(value), "Must be a string.");
        else if (TryText(value) is not { } text) faults.Add(path, null, "Is not valid Unicode text: it holds half of a surrogate pair or broken UTF-8.");
        else if (text.Contains('\0')) faults.Add(path, text.Replace('\0', '␀'), "Holds a NUL character.", "Leave U+0000 out.");
        else if (shape.Type == typeof(DateTimeOffset))
        {
            if (!Rfc3339.TryParse(text, out _)) faults.Add(path, text, "Is not a time with an offset between 2000 and 2067.", Rfc3339.Remedy);
        }
        else if (shape.Words.Count > 0 && !shape.Words.Contains(text))
            faults.Add(path, text, "Is not one of the words known here.", $"Send one of: {string.Join(", ", shape.Words)}.");
    }

    private static string? TryName(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? TryText(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A value for people; what is not valid text is shown as it was escaped.</summary>
    private static string Show(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && TryText(value) is { } text ? text : Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));
}
