using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Holds.Lending;
using OptiTime.Planning.Time;

namespace OptiTime.Engine.Planners;

/// <content>What a command would come to.</content>
public sealed partial class TerritoryPlanners
{
    /// <inheritdoc/>
    public async ValueTask<PreviewReply> PreviewAsync(string territory, Command command, CancellationToken stop)
    {
        Board board = await BoardAsync(territory, stop)
            ?? throw new ArgumentException($"Territory '{territory}' has not been defined.", nameof(territory));
        Catalogue catalogue = await CatalogueAsync(stop);
        IReadOnlyList<string> lenders = LendingRules.LendersOf(board, command);
        for (int round = 0; ; round++)
        {
            var boards = new List<Board>();
            foreach (string lender in lenders)
            {
                if (await BoardAsync(lender, stop) is { } lending) boards.Add(lending);
            }
            Decision? decision = await _gate.RunAsync(_ => Decider.Decide(board, catalogue, command, Moment.Max(_services.Now(), board.At), board.Version + 1, boards), stop);
            if (decision?.Refusal is not { Code: RefusalCode.ConcernsLenders } concerns || round == JointRounds) return new PreviewReply(decision, board);
            lenders = [.. lenders.Union(concerns.Lenders).Order(StringComparer.Ordinal)];
        }
    }
}
