using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Value;

/// <summary>What came of a request.</summary>
public enum DemandOutcome
{
    /// <summary>It got offers; whether one was taken is counted by itself.</summary>
    Offered,

    /// <summary>It got none.</summary>
    Refused,

    /// <summary>It became a booking.</summary>
    Booked,
}

/// <summary>Under what demand is counted. Nothing in it is of a person.</summary>
/// <param name="Territory">The territory asked.</param>
/// <param name="Day">The local day asked for, or promised.</param>
/// <param name="Ahead">How many days before that it was asked: the first of one of the <see cref="LeadTimes"/>.</param>
/// <param name="Skills">What it needs, as a <see cref="SkillKey"/>.</param>
/// <param name="Class">Its priority class.</param>
/// <param name="Tier">The customer's tier; null for none, and for one the territory does not know.</param>
/// <param name="Outcome">What came of it.</param>
public readonly record struct DemandKey(
    string Territory, int Day, int Ahead, string Skills, PriorityClass Class, string? Tier, DemandOutcome Outcome);

/// <summary>How much was asked for under a key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Thousandths">Requests, in thousandths: one that would take any of four days counts a quarter on each.</param>
/// <param name="Seconds">The work they ask for, in seconds, without roads.</param>
/// <param name="Cents">What they would pay.</param>
public sealed record DemandCount(DemandKey Key, long Thousandths, long Seconds, long Cents);
