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
        using var enough = new CancellationTokenSource();
        Task late = Task.Delay(services.Options.TurnPatience, services.Clock, enough.Token);
        try
        {
            foreach (Planner<TState> planner in others.Append(home).OrderBy(planner => planner.Position.Log, StringComparer.Ordinal))
            {
                Task turn = planner.TakeTurnAsync();
                if (await Task.WhenAny(turn, late) != turn && !turn.IsCompleted)
                {
                    _ = GiveBackAsync(planner, turn);
                    pending.Answer(new Busy($"The planners of {string.Join(" and ", others.Append(home).Select(one => $"'{one.Position.Log}'"))} are not free at one time."));
                    return true;
                }
                turns.Add(planner);
                if (planner.HasRetired) return false;
            }
            await new GroupCommit<TState>(services, home.Seat, [pending], [.. others.Select(other => other.Seat)]).RunAsync();
            return true;
        }
        finally
        {
            enough.Cancel();
            foreach (Planner<TState> planner in turns) planner.EndTurn();
        }
    }

    /// <summary>Gives a turn back as soon as it comes: nobody waits for it any more.</summary>
    private static async Task GiveBackAsync(Planner<TState> planner, Task turn)
    {
        await turn;
        planner.EndTurn();
    }
}
