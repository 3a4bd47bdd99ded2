using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Repair;

/// <summary>Work that lost its place, and stands in no tour of the board that is repaired.</summary>
/// <param name="Work">It as it was agreed, with the state it is to have again and the assignments it had: their roles say what it needs.</param>
/// <param name="During">When its first step was planned: from here it is counted how far a repair moves it; null where nobody knows.</param>
public sealed record LostWork(Commitment Work, Interval? During);
