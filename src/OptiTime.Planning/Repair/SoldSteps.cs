using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Repair;

/// <summary>The steps of a service as a commitment was sold it, read from who serves it: the catalogue may have gone on since.</summary>
/// <param name="Steps">The steps, with the roles that were sold.</param>
/// <param name="Players">Who played the roles of each step; those who came because somebody required them are not among them.</param>
internal sealed record SoldSteps(ImmutableArray<ServiceStep> Steps, ImmutableArray<ImmutableArray<string>> Players)
{
    /// <summary>Everybody who played a role.</summary>
    internal ImmutableArray<string> Named => [.. Players.SelectMany(players => players).Distinct()];

    /// <summary>Reads the steps of a commitment.</summary>
    internal static SoldSteps Of(Board board, Commitment work)
    {
        ImmutableArray<ImmutableArray<Assignment>> sold = [.. work.Steps.Select(step => Playing(board, step.Assignments))];
        return new SoldSteps(
            [.. work.Steps.Select((step, index) => new ServiceStep(
                step.Name, step.Duration, step.Spread, [.. sold[index].Select(who => who.Role).Distinct()], step.MinimumLag ?? Seconds.Zero, step.MaximumLag, step.Follows))],
            [.. sold.Select(step => step.Select(who => who.Resource).ToImmutableArray())]);
    }

    /// <summary>Whether the same people play the roles of every step, whoever comes with them.</summary>
    internal bool IsServedBySame(Board board, ImmutableArray<ImmutableArray<Assignment>> assignments) =>
        assignments.Zip(Players).All(step => Playing(board, step.First).Select(who => who.Resource).Order(StringComparer.Ordinal).SequenceEqual(step.Second.Order(StringComparer.Ordinal)));

    /// <summary>Those who play a role: whoever requires others has them behind it.</summary>
    private static ImmutableArray<Assignment> Playing(Board board, ImmutableArray<Assignment> all)
    {
        var playing = ImmutableArray.CreateBuilder<Assignment>();
        for (int index = 0; index < all.Length; index = After(board, all, index)) playing.Add(all[index]);
        return playing.ToImmutable();
    }

    /// <summary>The next behind somebody and all that came with them.</summary>
    private static int After(Board board, ImmutableArray<Assignment> all, int index)
    {
        int next = index + 1;
        foreach (Requirement requirement in board.FindResource(all[index].Resource)?.Requirements ?? [])
        {
            if (next < all.Length && all[next].Role is var role && (role.Name, role.Kind) == (requirement.Name, requirement.Kind) && role.Skills.SequenceEqual(requirement.Skills))
                next = After(board, all, next);
        }
        return next;
    }
}
