using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Packing;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Repair;

/// <summary>Between which moments work may start (both included).</summary>
internal readonly record struct StartWindow(Moment Earliest, Moment Latest);

/// <summary>A piece of work in a repair that one resource does for its time: what lost its place, or stands and may be moved.</summary>
internal sealed class RepairItem
{
    /// <summary>It as it was agreed.</summary>
    internal required Commitment Work { get; init; }

    /// <summary>Its id, to be compared.</summary>
    internal required PackedId Key { get; init; }

    /// <summary>Whether it had lost its place.</summary>
    internal bool IsLost { get; init; }

    /// <summary>Whether it may be moved for the sake of something else.</summary>
    internal bool IsMovable { get; init; }

    /// <summary>When it was planned; null where nobody knows.</summary>
    internal Interval? During { get; init; }

    /// <summary>Between when it may start, stretch by stretch.</summary>
    internal StartWindow[] Windows { get; init; } = [];

    /// <summary>Who could serve, by number.</summary>
    internal bool[] Eligible { get; init; } = [];

    /// <summary>The number of its place; -1 where nobody travels.</summary>
    internal int Place { get; init; } = -1;

    /// <summary>The tour in which it stood; -1 for what had lost its place.</summary>
    internal int Home { get; init; } = -1;

    /// <summary>The tour in which it stands; -1 for none.</summary>
    internal int Slot { get; set; } = -1;

    /// <summary>Whether it gave up the place it had.</summary>
    internal bool HasMoved { get; set; }

    /// <summary>The id of what took its place.</summary>
    internal string? MadeRoomFor { get; set; }

    internal string Id => Work.Id;

    internal bool IsJob => Work.IsJob;

    internal PriorityClass Class => Work.Service.Class;

    internal Seconds Duration => Work.Steps[0].Duration;

    internal Role Role => Work.Steps[0].Assignments[0].Role;

    /// <summary>What it counts when it has to move: what had lost its place moves anyway.</summary>
    internal int Weight => IsLost || HasMoved ? 0 : 1;

    /// <summary>The stop it is, between two moments.</summary>
    internal TourStop StopIn(StartWindow window) => new(
        Id, 0, Place, default, Duration, Work.Steps[0].Spread, window.Earliest, window.Latest, default);

    /// <summary>How far a start is from the planned one, in seconds.</summary>
    internal int ShiftTo(Moment start) => During is { } planned ? Math.Abs((start - planned.From).Value) : 0;
}
