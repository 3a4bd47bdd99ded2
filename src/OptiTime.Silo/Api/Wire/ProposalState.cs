using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>The states of a proposal.</summary>
[JsonConverter(typeof(KebabEnumConverter<ProposalState>))]
public enum ProposalState
{
    /// <summary>The calls are being made: those it would move are pinned, and their new places are kept.</summary>
    Open,

    /// <summary>All of it was done at once.</summary>
    Accepted,

    /// <summary>Somebody said no: everything stayed as it was.</summary>
    Refused,

    /// <summary>Nobody answered in time: everything stayed as it was.</summary>
    Expired,

    /// <summary>One of those it would have moved was called off or moved by somebody else: there may be an easier way now.</summary>
    Void,
}
