using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace OptiTime.Planning.Tests.Fixtures;

/// <summary>Writes a record out with everything in it, so that two of them can be compared to the last value.</summary>
internal static class Facts
{
    internal static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(value, text, 0);
        return text.ToString();
    }

    private static void Write(object? value, StringBuilder text, int depth)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case string or Guid or Enum or bool: text.Append(value); break;
            case IFormattable number when value.GetType().Namespace is "System" or "NodaTime": text.Append(number.ToString(null, CultureInfo.InvariantCulture)); break;
            case IEnumerable items:
                foreach (object? item in items) Write(item, text.Append('\n').Append(' ', depth), depth + 1);
                break;
            default:
                text.Append(value.GetType().Name).Append('(');
                foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsStored))
                    Write(property.GetValue(value), text.Append(property.Name).Append('='), depth);
                text.Append(')');
                break;
        }
    }

    /// <summary>Positional members are the facts; what is reckoned from them is not.</summary>
    private static bool IsStored(PropertyInfo property) => property.SetMethod is not null && property.GetIndexParameters().Length == 0;
}
