using System.Collections.Immutable;
using OptiTime.Planning.Boards;

namespace OptiTime.Silo.Api.Availability;

/// <summary>The territories a request is for.</summary>
/// <param name="Boards">The boards of those that can be asked, the nearest first; at least one.</param>
/// <param name="Silent">The ids of those that cannot be read now.</param>
internal sealed record FoundTerritories(ImmutableArray<Board> Boards, ImmutableArray<string> Silent);
