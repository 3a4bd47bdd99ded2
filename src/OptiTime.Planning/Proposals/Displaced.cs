using OptiTime.Planning.Commands;

namespace OptiTime.Planning.Proposals;

/// <summary>Whom an offer would displace, and where to: what its customer would have to be told.</summary>
/// <param name="Commitment">The commitment's id.</param>
/// <param name="To">Where it would go, with its one resource; null for a backlog job that would wait again.</param>
public sealed record Displaced(string Commitment, OfferedStep? To);
