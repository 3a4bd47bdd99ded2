using System.Collections;
using System.Globalization;
using System.Reflection;

namespace OptiTime.Storage.Tests.Support;

/// <summary>Says all that is in a value, member by member, by reflection: equal texts, equal values, whatever <c>Equals</c> of the types says.</summary>
public static class Structure
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        IFormattable { } plain when plain.GetType().Namespace is "System" or "NodaTime" || plain is Enum => plain.ToString(null, CultureInfo.InvariantCulture),
        bool truth => truth.ToString(),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Of))}]",
        _ => $"{value.GetType().Name}{{{string.Join(", ", Members(value.GetType()).Select(member => $"{member.Name}={Of(member.GetValue(value))}"))}}}",
    };

    private static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(member => member.CanWrite);
}
