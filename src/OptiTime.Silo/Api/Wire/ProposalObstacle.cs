using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>Why a proposal can not be done as it was made.</summary>
[JsonConverter(typeof(KebabEnumConverter<ProposalObstacle>))]
public enum ProposalObstacle
{
    /// <summary>The work was called off, or is done.</summary>
    Ended,

    /// <summary>The work was given another place or promise, or lost its place.</summary>
    Moved,

    /// <summary>The work has begun.</summary>
    Begun,

    /// <summary>The place that was kept for it is kept no more.</summary>
    NotKept,

    /// <summary>Where it was to go there is no room any more.</summary>
    NoRoom,
}
