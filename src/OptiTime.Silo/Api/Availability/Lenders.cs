using System.Collections.Frozen;
using System.Collections.Immutable;
using OptiTime.Planning.Boards;

namespace OptiTime.Silo.Api.Availability;

/// <summary>Who may lend to the territories that are asked.</summary>
/// <param name="Ids">The lenders of each of them, in order; those without any are left out.</param>
/// <param name="Boards">The boards of the lenders that can be read now, by territory.</param>
internal sealed record Lenders(FrozenDictionary<string, ImmutableArray<string>> Ids, FrozenDictionary<string, Board> Boards)
{
    /// <summary>Nobody lends.</summary>
    public static Lenders None { get; } = new(FrozenDictionary<string, ImmutableArray<string>>.Empty, FrozenDictionary<string, Board>.Empty);

    /// <summary>Who may lend to a territory.</summary>
    public ImmutableArray<string> To(string territory) => Ids.GetValueOrDefault(territory, []);

    /// <summary>Whether a resource may be lent to a territory.</summary>
    public bool Lend(string resource, string territory) => To(territory).Any(lender =>
        Boards.TryGetValue(lender, out Board? board) && board.FindResource(resource) is { } entry && BorrowedBoard.IsLent(entry.Resource, territory));
}
