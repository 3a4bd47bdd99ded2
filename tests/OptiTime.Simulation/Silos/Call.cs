using OptiTime.Engine.Planners;
using OptiTime.Planning.Commands;

namespace OptiTime.Simulation.Silos;

/// <summary>A call of a silo, as the one who watches sees it.</summary>
/// <param name="log">Whose planner is called.</param>
/// <param name="command">What is wanted.</param>
/// <param name="key">The caller's key; null for none.</param>
internal sealed class Call(string log, Command command, Idempotency? key)
{
    internal string Log => log;

    internal Command Command => command;

    internal Idempotency? Key => key;

    /// <summary>The id of the commitment it would make; null where it makes none. No other call has it.</summary>
    internal string? Makes => command switch { PlaceHold hold => hold.Id, Book book => book.Id, _ => null };

    /// <summary>The commitment it is about; empty where it is about none.</summary>
    internal string About => Makes ?? command switch
    {
        ConfirmHold confirm => confirm.Id,
        ReleaseHold release => release.Id,
        CancelBooking cancel => cancel.Id,
        RescheduleBooking moved => moved.Id,
        AcceptProposal accept => accept.Id,
        RefuseProposal refuse => refuse.Id,
        HandCommand hand => hand.Id,
        _ => "",
    };

    /// <summary>Whether it counts as an attempt to book: to hold, to confirm, or both in one.</summary>
    internal bool IsAttempt => command is PlaceHold or ConfirmHold or Book;

    /// <summary>Where the log stood when the silo took the call.</summary>
    internal long Began { get; set; }
}
