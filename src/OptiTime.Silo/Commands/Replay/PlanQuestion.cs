using NodaTime;
using OptiTime.Planning.Time;

namespace OptiTime.Silo.Commands.Replay;

/// <summary>What somebody wants to know of a plan of the past.</summary>
/// <param name="Territory">Its territory.</param>
/// <param name="Version">At this version; null for another.</param>
/// <param name="At">At this time; null, with no version either, for the latest.</param>
/// <param name="Day">The day whose tours are shown; null for the one asked about.</param>
/// <param name="Resource">Only this resource's tours; null for all.</param>
internal sealed record PlanQuestion(string Territory, long? Version, Moment? At, LocalDate? Day, string? Resource);
