using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>The states of a backlog job.</summary>
[JsonConverter(typeof(KebabEnumConverter<JobStatus>))]
public enum JobStatus
{
    /// <summary>It waits for a gap.</summary>
    Waiting,

    /// <summary>It is planned; it may be moved, or put back.</summary>
    Planned,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It was due and nobody has said that it is done.</summary>
    Overdue,

    /// <summary>It was called off.</summary>
    Cancelled,
}
