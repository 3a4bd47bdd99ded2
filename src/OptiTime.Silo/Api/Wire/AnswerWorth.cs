using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>What an answer is worth.</summary>
[JsonConverter(typeof(KebabEnumConverter<AnswerWorth>))]
public enum AnswerWorth
{
    /// <summary>Everything that was asked for was looked at, on the latest plan.</summary>
    Exact,

    /// <summary>The budget ended before everything was looked at.</summary>
    Truncated,

    /// <summary>The plan may not be the latest: the store is out of reach, or the version asked for has not arrived.</summary>
    Stale,
}
