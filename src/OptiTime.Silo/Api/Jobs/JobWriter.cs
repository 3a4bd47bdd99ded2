using OptiTime.Engine.Directory;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Jobs;

/// <summary>Turns backlog jobs of a territory into what callers see.</summary>
internal sealed class JobWriter(Board board, Moment now)
{
    private readonly TerritoryWords _words = new(board);

    /// <summary>A job from the answer to a command.</summary>
    public Job Write(Answer answer, string? reason) =>
        Write(new CommitmentRow(_words.Territory, answer.Commitment!, answer.Planned, answer.Ending, reason, answer.Version));

    /// <summary>A job, living or ended.</summary>
    public Job Write(CommitmentRow row)
    {
        Commitment job = row.Commitment;
        Interval? planned = job.State == CommitmentState.Waiting || row.Planned.Count == 0 ? null : new Interval(row.Planned[0].From, row.Planned[^1].To);
        PlannedStep[] steps = planned is null ? [] : _words.Steps(job, row.Planned);
        return new Job
        {
            Name = CommitmentName.Job(_words.Territory, job.Id),
            State = (JobStatus)JobQuery.StateOf(row, now),
            Reason = row.Reason,
            Territory = _words.Territory,
            Service = job.Service.Id,
            Customer = job.Customer,
            ExternalReference = job.ExternalReference,
            Priority = job.Priority.GetValueOrDefault(),
            Earliest = _words.Time(job.Steps[0].Promise.From),
            Due = _words.Time(job.Steps[^1].Promise.To),
            Site = job.Steps.Select(step => step.Site).FirstOrDefault(site => site is not null),
            Start = planned is { } begins ? _words.Time(begins.From) : null,
            End = planned is { } ends ? _words.Time(ends.To) : null,
            Resources = steps is [var first, ..] ? first.Resources : [],
            Steps = steps,
            Cost = _words.Cost(job.Cost),
            Pinned = job.Pinned == true,
            PlanVersion = row.Version,
        };
    }
}
