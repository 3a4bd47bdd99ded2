using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.WhatIf;

/// <summary>What would be.</summary>
/// <param name="AsIs">What the stream comes to on the plan as it is.</param>
/// <param name="Changed">What it comes to on the plan that might be.</param>
/// <param name="Displacement">What the changes do to what stands already.</param>
/// <param name="LeftOut">How many requests of the stream were not played, because the work was used up.</param>
public sealed record WhatIfAnswer(WhatIfFigures AsIs, WhatIfFigures Changed, Displacement Displacement, int LeftOut);

/// <summary>
/// Asks what would be: the changes are made on a copy of a board, what they displace is placed anew, and one stream of requests is played against
/// the board as it is and against the copy, request by request. Pure: the same question gives the same answer.
/// </summary>
public static class WhatIfRun
{
    /// <summary>The least a request takes of the work, in positions: deciding and counting are work too.</summary>
    private const long LeastWork = 30_000;

    /// <summary>Answers a question.</summary>
    /// <param name="board">The plan as it is.</param>
    /// <param name="catalogue">What is sold.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="stream">The requests, in the order in which they come.</param>
    /// <param name="now">The present.</param>
    /// <param name="work">How much may be looked at, in positions.</param>
    /// <param name="stop">Gives up; what was played until then is answered.</param>
    public static WhatIfAnswer Answer(
        Board board, Catalogue catalogue, IReadOnlyList<HypotheticalChange> changes, IReadOnlyList<PairedRequest> stream, Moment now, long work, CancellationToken stop)
    {
        TrialPlan asIs = new(board, catalogue), changed = new(board, catalogue);
        var displacement = Displacement.Make(changed, changes, now, stop);
        Playback before = new(asIs), after = new(changed);
        if (displacement.Impossible is not null) return new WhatIfAnswer(before.Figures, after.Figures, displacement, stream.Count);
        int played = 0;
        for (; played < stream.Count && work > 0 && !stop.IsCancellationRequested; played++)
        {
            PairedRequest paired = stream[played];
            if (paired.AsIs) work -= LeastWork + before.Play(paired.Request, stop);
            if (paired.Changed) work -= LeastWork + after.Play(paired.Request, stop);
        }
        return new WhatIfAnswer(before.Figures, after.Figures, displacement, stream.Count - played);
    }
}
