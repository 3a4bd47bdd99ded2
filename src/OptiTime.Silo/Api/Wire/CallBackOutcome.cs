using System.ComponentModel;
using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>What came of a call.</summary>
[Description("What came of a call.")]
[JsonConverter(typeof(KebabEnumConverter<CallBackOutcome>))]
public enum CallBackOutcome
{
    /// <summary>Nobody answered: to be called again.</summary>
    NotReached,

    /// <summary>They were told, and will think about it.</summary>
    Told,

    /// <summary>They agreed to what they were offered.</summary>
    Agreed,

    /// <summary>They want nothing of what they were offered.</summary>
    Declined,
}
