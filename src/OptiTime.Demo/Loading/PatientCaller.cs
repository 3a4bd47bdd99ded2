using System.Text;
using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Search;

namespace OptiTime.Demo.Loading;

/// <summary>A caller who does what a good caller of the API does: told that there is too much to do, it waits and tries again.</summary>
internal sealed class PatientCaller(ITerritoryPlanners planners, TimeProvider clock)
{
    private const string Caller = "demo";
    private const int Attempts = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Sends a command until it is accepted or refused.</summary>
    /// <param name="log">The log it is for.</param>
    /// <param name="command">The command.</param>
    /// <param name="key">
    /// What is asked for by it, whichever offer it is to be: once granted, another command with this key is told the first answer. Null for
    /// none.
    /// </param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="LoadFailedException">The planner stayed busy or the store stayed out of reach.</exception>
    internal async Task<CommandReply> SendAsync(string log, Command command, string? key, CancellationToken stop)
    {
        Idempotency? idempotency = key is null ? null : new Idempotency(new IdempotencyKey(Caller, $"{log}/{key}"), [.. Encoding.UTF8.GetBytes(key)]);
        string why = "";
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            CommandReply reply = await planners.SendAsync(log, command, idempotency, stop);
            if (reply is Accepted or Refused) return reply;
            why = reply switch { Busy busy => busy.What, Unavailable unavailable => unavailable.Message, _ => reply.ToString() };
            await Task.Delay(Pause, clock, stop);
        }
        throw new LoadFailedException($"The planner of '{log}' took no command: {why}");
    }

    /// <summary>Sends a command that must be accepted.</summary>
    /// <exception cref="LoadFailedException">It was refused, or could not be sent.</exception>
    internal async Task PutAsync(string log, Command command, CancellationToken stop)
    {
        if (await SendAsync(log, command, null, stop) is Refused refused)
            throw new LoadFailedException($"'{log}' refused {command.GetType().Name}: {refused.Refusal.Message}");
    }

    /// <summary>Sends commands that must be accepted, all at once.</summary>
    /// <exception cref="LoadFailedException">One was refused, or could not be sent.</exception>
    internal Task PutAllAsync(string log, IEnumerable<Command> commands, CancellationToken stop) =>
        Task.WhenAll(commands.Select(command => PutAsync(log, command, stop)));

    /// <summary>Searches.</summary>
    /// <exception cref="LoadFailedException">There was never room for the search.</exception>
    internal async Task<SearchResult> SearchAsync(string territory, SearchQuery query, CancellationToken stop)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            SearchReply reply = await planners.SearchAsync(territory, query, stop);
            if (reply.Result is { } result) return result;
            await Task.Delay(Pause, clock, stop);
        }
        throw new LoadFailedException($"Territory '{territory}' had no room for a search.");
    }
}
