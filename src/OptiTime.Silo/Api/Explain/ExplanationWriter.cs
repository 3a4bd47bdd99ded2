using OptiTime.Planning.Boards;
using OptiTime.Planning.Explain;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Explain;

/// <summary>Turns explanations of one board or several into the answer.</summary>
internal sealed class ExplanationWriter(AnswerWriter offers)
{
    /// <summary>The whole answer.</summary>
    /// <param name="answers">What was explained, the nearest territory's first; at least one.</param>
    /// <param name="stale">Of each, why its board may not be the newest; null where it is.</param>
    /// <param name="silent">The territories that should have been asked too and could not.</param>
    public ExplainResponse Write(IReadOnlyList<(Board Board, Explanation Explanation)> answers, IReadOnlyList<Staleness?> stale, IReadOnlyList<string> silent)
    {
        (Board board, Explanation told) = answers.Where(one => one.Explanation.IsPossible).DefaultIfEmpty(answers[0])
            .MinBy(one => one.Explanation.Told?.Offer?.TotalCost.Cents ?? 0);
        var words = new TerritoryWords(board);
        string[] leftOut = [.. stale.Select(one => one?.Why).OfType<string>(), .. answers.Select(one => one.Explanation.LeftOut).OfType<string>(), .. silent.Select(id => $"Territory '{id}' could not be asked now.")];
        return new ExplainResponse
        {
            Possible = told.IsPossible,
            Verdict = told.IsPossible ? told.Verdict : string.Join(" ", answers.Select(one => one.Explanation.Verdict)),
            Territory = board.Settings.Id,
            Resource = told.Told?.Resource,
            Start = told.Told?.Start is { } start ? words.Time(start) : null,
            Failing = told.Told?.Failing?.Code,
            Remedy = told.Told?.Failing?.Remedy,
            Checks = [.. (told.Told?.Checks ?? []).Select(check => Write(board, check))],
            Offer = told.Told?.Offer is { } offer ? offers.WriterOf(board).Write(offer, OpaqueId.New()) : null,
            Earlier = told.Earlier is { } earlier ? new EarlierStart { Start = words.Time(earlier.Start), Words = earlier.Words } : null,
            Roles = [.. told.Roles.Select(Write)],
            Falls = [.. answers.SelectMany(one => one.Explanation.Falls.Select(fall => Write(one.Board, fall)))],
            PlanVersion = answers[0].Board.Version,
            Completeness = stale.Any(one => one is not null) ? AnswerWorth.Stale : leftOut.Length > 0 ? AnswerWorth.Truncated : AnswerWorth.Exact,
            LeftOut = leftOut.Length == 0 ? null : string.Join(" ", leftOut),
            StaleSeconds = stale.Max(one => one?.Seconds),
        };
    }

    private static ExplainedCheck Write(Board board, Check check) => new()
    {
        Check = check.Code,
        Result = (CheckOutcome)check.Result,
        Words = check.Words,
        MissingSeconds = check.Missing?.Value,
        Commitment = check.Commitment is { } id && board.Commitments.TryGetValue(id, out CommitmentEntry entry) ? CommitmentName.Of(board.Settings.Id, entry.Commitment) : null,
    };

    private static ExplainedRole Write(RoleExplanation role) => new()
    {
        Role = role.Role,
        Needed = role.Needed,
        Fit = role.Fit,
        Free = role.Free,
        Nearest = role.Nearest?.Resource,
        Words = role.Nearest?.Failing?.Words,
    };

    private static ExplainedFall Write(Board board, Fall fall) => new()
    {
        Check = fall.Code,
        Territory = board.Settings.Id,
        Resources = fall.Resources,
        Nearest = fall.Nearest.Resource,
        Words = fall.Nearest.Failing!.Words,
        MissingSeconds = fall.Nearest.Missing?.Value,
    };
}
