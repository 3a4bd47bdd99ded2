using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace OptiTime.Storage.Tests.Support;

/// <summary>
/// Says all that is in a value, member by member, by reflection: equal texts, equal values, whatever <c>Equals</c> of the types says.
/// </summary>
public static class Structure
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool truth => truth.ToString(),
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(index => Of(tuple[index])))})",
        IFormattable plain when plain is Enum || plain.GetType().Namespace is "System" or "NodaTime" => plain.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Of))}]",
        _ => $"{value.GetType().Name}{{{string.Join(", ", Members(value).Select(member => $"{member.Name}={Of(member.GetValue(value))}"))}}}",
    };

    private static PropertyInfo[] Members(object value)
    {
        PropertyInfo[] members = [.. value.GetType().GetProperties().Where(member => member.CanWrite)];
        return members.Length > 0 ? members : throw new ArgumentException($"Nothing can be said of a {value.GetType()}.", nameof(value));
    }
}
