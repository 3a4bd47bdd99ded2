namespace OptiTime.Engine.Planners;

/// <summary>
/// Commits one command in several logs at once, or in none. It takes the planners' turns to write in the order of their logs' names, so that no two of
/// its kind wait for each other; a planner that commits a group of its own waits for nobody.
/// </summary>
/// <param name="services">What it needs from outside.</param>
/// <param name="home">The planner of the log the command was sent to.</param>
/// <param name="others">Those of the other logs.</param>
internal sealed class JointCommit<TState>(PlannerServices services, Planner<TState> home, IReadOnlyList<Planner<TState>> others) where TState : class
{
    /// <summary>Commits the command, and answers its caller.</summary>
    /// <returns>Whether it was answered; not where one of the planners has retired: then nothing was done, and others are to be asked.</returns>
    internal async Task<bool> RunAsync(Pending pending)
    {
        var turns = new List<Planner<TState>>();
        using var enough = new CancellationTokenSource(services.Options.TurnPatience, services.Clock);
        try
        {
            foreach (Planner<TState> planner in others.Append(home).OrderBy(planner => planner.Position.Log, StringComparer.Ordinal))
            {
                await planner.TakeTurnAsync(enough.Token);
                turns.Add(planner);
                if (planner.HasRetired) return false;
            }
            await new GroupCommit<TState>(services, home.Seat, [pending], [.. others.Select(other => other.Seat)]).RunAsync();
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            pending.Answer(new Busy($"The planners of {string.Join(" and ", others.Append(home).Select(planner => $"'{planner.Position.Log}'"))} are not free at one time."));
        }
        finally
        {
            foreach (Planner<TState> planner in turns) planner.EndTurn();
        }
        return true;
    }
}
