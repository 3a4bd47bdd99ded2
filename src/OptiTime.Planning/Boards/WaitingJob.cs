namespace OptiTime.Planning.Boards;

/// <summary>A backlog job that waits, in the order in which jobs are looked at: what is due on an earlier day first, then what has the higher priority.</summary>
/// <param name="DueDay">The day it is due, counted from the epoch in UTC.</param>
/// <param name="Later">100 less its priority.</param>
/// <param name="Id">The commitment's id.</param>
public readonly record struct WaitingJob(int DueDay, int Later, string Id) : IComparable<WaitingJob>
{
    private const int HighestPriority = 100, SecondsADay = 86_400;

    /// <summary>The place of a job.</summary>
    public static WaitingJob Of(Commitments.Commitment job) =>
        new(job.Steps[^1].Promise.To.Value / SecondsADay, HighestPriority - job.Priority.GetValueOrDefault(), job.Id);

    /// <inheritdoc/>
    public int CompareTo(WaitingJob other) =>
        DueDay != other.DueDay ? DueDay.CompareTo(other.DueDay) : Later != other.Later ? Later.CompareTo(other.Later) : string.CompareOrdinal(Id, other.Id);

    /// <summary>Whether the left job is looked at earlier.</summary>
    public static bool operator <(WaitingJob left, WaitingJob right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left job is looked at later.</summary>
    public static bool operator >(WaitingJob left, WaitingJob right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left job is not looked at later.</summary>
    public static bool operator <=(WaitingJob left, WaitingJob right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left job is not looked at earlier.</summary>
    public static bool operator >=(WaitingJob left, WaitingJob right) => left.CompareTo(right) >= 0;
}
