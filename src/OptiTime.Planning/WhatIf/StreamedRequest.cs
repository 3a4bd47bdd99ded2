using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.WhatIf;

/// <summary>A request of a stream that is played against plans.</summary>
/// <param name="At">When it comes.</param>
/// <param name="Day">The local day it wants most: changes of demand go by it.</param>
/// <param name="Query">What it asks.</param>
/// <param name="Tier">The customer's tier; null for none.</param>
public sealed record StreamedRequest(Moment At, int Day, SearchQuery Query, string? Tier);

/// <summary>A request of a stream, and how often it comes in the plan as it is and in the one that might be.</summary>
/// <param name="Request">The request.</param>
/// <param name="AsIs">Whether it comes in the plan as it is.</param>
/// <param name="Changed">Whether it comes in the one that might be.</param>
public readonly record struct PairedRequest(StreamedRequest Request, bool AsIs, bool Changed);
