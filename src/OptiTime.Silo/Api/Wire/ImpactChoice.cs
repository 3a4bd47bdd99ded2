using System.ComponentModel;
using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>How much of what is planned an offer may move.</summary>
[Description("How much of what is planned an offer may move.")]
[JsonConverter(typeof(KebabEnumConverter<ImpactChoice>))]
public enum ImpactChoice
{
    /// <summary>Nothing, beyond sliding inside what was promised.</summary>
    None,

    /// <summary>Backlog jobs and told work may change place inside what was promised; a job may also wait again.</summary>
    WithinPromises,

    /// <summary>Less urgent work and that of lower tiers may also be displaced beyond what was promised, as a proposal that needs its customers' word.</summary>
    Negotiable,
}
