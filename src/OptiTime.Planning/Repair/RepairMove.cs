using OptiTime.Planning.Time;

namespace OptiTime.Planning.Repair;

/// <summary>Work that a repair gave another place inside its promise, or a job that it lets wait again.</summary>
/// <param name="Commitment">The commitment's id.</param>
/// <param name="IsJob">Whether it is a backlog job, of which nobody was told.</param>
/// <param name="WasLost">Whether it had lost its place; otherwise it stood, and was moved to make room.</param>
/// <param name="FromResource">Who was to do it, of several the first; null for a newcomer.</param>
/// <param name="From">When it was planned; null where nobody knows.</param>
/// <param name="ToResource">Who is to do it now; null for a job that waits again.</param>
/// <param name="To">When it is planned now; null for a job that waits again.</param>
/// <param name="MadeRoomFor">The id of the work that took its place; null for what had lost it.</param>
public sealed record RepairMove(
    string Commitment, bool IsJob, bool WasLost, string? FromResource, Interval? From, string? ToResource, Interval? To, string? MadeRoomFor)
{
    /// <summary>By how much its planned start moves, to whichever side; nothing where either is not known.</summary>
    public Seconds Shift => (From, To) is ({ } from, { } to) ? new Seconds(Math.Abs((to.From - from.From).Value)) : Seconds.Zero;
}
