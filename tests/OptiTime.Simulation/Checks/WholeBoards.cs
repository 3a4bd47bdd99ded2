using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Verification;
using OptiTime.Storage.Serialization;

namespace OptiTime.Simulation.Checks;

/// <summary>Checks whole boards: every promise by the slow checker, and that what a silo has is what its log says.</summary>
internal sealed class WholeBoards(Func<string, IReadOnlyList<LogEntry>> entries)
{
    private readonly Dictionary<string, Board> _boards = new(StringComparer.Ordinal);

    /// <summary>Every promise on the board of a territory as it stands now.</summary>
    internal void Check(string territory)
    {
        IReadOnlyList<LogEntry> all = entries(territory);
        Board? before = _boards.GetValueOrDefault(territory);
        if (all.Count == (before?.Version ?? 0)) return;
        Board board = Board.Follow(before, [.. all.Skip((int)(before?.Version ?? 0))]);
        _boards[territory] = board;
        Require(BoardChecker.Check(BoardSnapshot.Of(board)), territory);
    }

    /// <summary>Replays a whole log from nothing, checks what it tells over time, and compares the board with those silos have.</summary>
    internal void Compare(string territory, IEnumerable<Board?> silos)
    {
        var checker = new LogChecker();
        foreach (LogEntry entry in entries(territory)) Require(checker.Next(entry), territory);
        Require(BoardChecker.Check(BoardSnapshot.Of(checker.Board!)), territory);
        string digest = PlanDigest.Of(BoardSnapshot.Of(checker.Board!));
        foreach (Board? board in silos)
        {
            if (board?.Version != checker.Board!.Version)
                throw Broken("all silos converge", $"'{territory}' stands at version {checker.Board.Version}, and a silo has {board?.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing"} of it when nothing goes wrong any more");
            if (PlanDigest.Of(BoardSnapshot.Of(board)) != digest)
                throw Broken("replaying a log gives the same board", $"'{territory}' replayed to version {board.Version} is not the board a silo has");
        }
    }

    /// <summary>What is lent stands in the plan of the lender as in that of the borrower.</summary>
    internal void CompareLoans(IEnumerable<string> territories)
    {
        var loans = new LoanChecker();
        foreach (string territory in territories) loans.Add(BoardSnapshot.Of(Board.Follow(null, entries(territory))));
        foreach ((string territory, Breach breach) in loans.Check()) Require([breach], territory);
    }

    private static void Require(IReadOnlyList<Breach> breaches, string territory)
    {
        if (breaches.Count > 0) throw Broken("every promise is kept", $"'{territory}': {breaches[0]}");
    }

    private static ViolationException Broken(string promise, string message) => new(new Violation(promise, message + "."));
}
