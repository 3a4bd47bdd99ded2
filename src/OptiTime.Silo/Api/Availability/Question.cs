using OptiTime.Planning.Boards;
using OptiTime.Planning.Search;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Availability;

/// <summary>A request with every name resolved.</summary>
/// <param name="Request">The request as it came.</param>
/// <param name="Board">The board on which its names were resolved.</param>
/// <param name="Query">What to search for.</param>
/// <param name="Customer">The customer's id; null for somebody unknown.</param>
/// <param name="Tier">Their tier; null for none.</param>
internal sealed record Question(AvailabilityRequest Request, Board Board, SearchQuery Query, string? Customer, string? Tier);
