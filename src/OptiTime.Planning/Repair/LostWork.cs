using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Repair;

/// <summary>Work that lost its place, or never had one, and stands in no tour of the board that is repaired but with what it has behind it.</summary>
/// <param name="Work">
/// It as it was agreed, with the state it is to have again and the assignments it had: their roles say what it needs. Of a newcomer each role is played by
/// <see cref="Nobody"/>.
/// </param>
/// <param name="During">When the first step that lost its place was planned: from here it is counted how far a repair moves it; null where nobody knows.</param>
/// <param name="First">The first step that lost its place, from 0, and all behind it with it: those before have begun or are done, and stay where they are.</param>
public sealed record LostWork(Commitment Work, Interval? During, int First = 0)
{
    /// <summary>Who plays a role that nobody has played yet: no resource has this id.</summary>
    public const string Nobody = "";

    /// <summary>Of a newcomer, who may serve; null for what had a place, of which that is known.</summary>
    public ResourceWishes? Wishes { get; init; }

    /// <summary>Before when a step cannot begin, as the field said, wherever and with whom; null where nobody did.</summary>
    internal (int Step, Moment At)? NotBefore { get; init; }

    /// <summary>The work with what an overrun says of it: what has not begun begins no sooner, whoever serves.</summary>
    internal LostWork After(Disruption disruption) => disruption is WorkOverruns overrun && overrun.Commitment == Work.Id && overrun.Step >= First
        ? this with { NotBefore = (overrun.Step, overrun.End - Work.Steps[overrun.Step].Duration) } : this;

    /// <summary>The first moment at which a step may begin, as far as the field has said.</summary>
    internal Moment FirstStart(int step, Moment now) => NotBefore is { } late && late.Step == step ? Moment.Max(late.At, now) : now;

    /// <summary>The work with nobody for the steps that lost their place; what has begun or is done stays as it is.</summary>
    internal Commitment Left() => Work with
    {
        Steps = [.. Work.Steps.Select((step, index) => index < First ? step : step with { Assignments = [] })],
        Travel = default,
        Cost = [],
        Pinned = null,
    };

    /// <summary>A booking as it is without its place: what was promised stays, and whom its customer may want alone is noted; it is pinned to nothing any more.</summary>
    /// <param name="board">A board with those it had.</param>
    internal Commitment Broken(Board board) => Left() with { State = CommitmentState.Broken, Wanted = WhoIsWanted(board) };

    private ImmutableArray<string>? WhoIsWanted(Board board)
    {
        if (Work.AnyResource == true) return null;
        ImmutableArray<string> had = Wishes?.Require ?? SoldSteps.Of(board, Work with { Steps = Work.Steps[First..] }).Named;
        return Work.Wanted ?? (had.IsEmpty ? null : had);
    }
}

/// <summary>Who may serve somebody.</summary>
/// <param name="Require">Only these; empty for anybody.</param>
/// <param name="Refuse">Not these.</param>
public sealed record ResourceWishes(ImmutableArray<string> Require, ImmutableArray<string> Refuse)
{
    /// <summary>Whether a resource is welcome.</summary>
    public bool Allow(string resource) => (Require.IsEmpty || Require.Contains(resource)) && !Refuse.Contains(resource);
}
