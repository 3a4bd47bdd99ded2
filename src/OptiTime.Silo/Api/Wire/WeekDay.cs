using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>A day of the week.</summary>
[JsonConverter(typeof(KebabEnumConverter<WeekDay>))]
public enum WeekDay
{
    /// <summary>The first day of the week.</summary>
    Monday = 1,

    /// <summary>The second.</summary>
    Tuesday,

    /// <summary>The third.</summary>
    Wednesday,

    /// <summary>The fourth.</summary>
    Thursday,

    /// <summary>The fifth.</summary>
    Friday,

    /// <summary>The sixth.</summary>
    Saturday,

    /// <summary>The last.</summary>
    Sunday,
}
