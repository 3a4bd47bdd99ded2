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

    /// <summary>Other work may be displaced, as a proposal that needs a person's word.</summary>
    Negotiable,
}
