using OptiTime.Planning.Commands;

namespace OptiTime.Engine.Planners;

/// <summary>A command that waits for its planner, and whoever waits for it.</summary>
internal sealed class Pending(Command command, Idempotency? idempotency)
{
    private readonly TaskCompletionSource<CommandReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The command.</summary>
    internal Command Command => command;

    /// <summary>The caller's key; null for none.</summary>
    internal Idempotency? Idempotency => idempotency;

    /// <summary>What came of it.</summary>
    internal Task<CommandReply> Reply => _reply.Task;

    /// <summary>Tells the caller.</summary>
    internal void Answer(CommandReply reply) => _reply.TrySetResult(reply);

    /// <summary>Tells the caller that something broke here.</summary>
    internal void Fail(Exception fault) => _reply.TrySetException(fault);
}
