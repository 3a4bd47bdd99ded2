using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>What came of a check.</summary>
[JsonConverter(typeof(KebabEnumConverter<CheckOutcome>))]
public enum CheckOutcome
{
    /// <summary>It stands in nobody's way.</summary>
    Passed,

    /// <summary>It is why not.</summary>
    Failed,

    /// <summary>It means nothing where an earlier one failed.</summary>
    NotReached,
}
