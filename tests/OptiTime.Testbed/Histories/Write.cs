namespace OptiTime.Testbed.Histories;

/// <summary>A write as the caller means it: one wish, with all the calls made for it under one key.</summary>
internal sealed class Write(IReadOnlyList<Call> tries)
{
    /// <summary>The calls, in the order they were sent.</summary>
    internal IReadOnlyList<Call> Tries { get; } = tries;

    internal Call First => Tries[0];

    internal CallKind Kind => First.Kind;

    internal string Territory => First.Territory;

    /// <summary>The first call that was answered with what had been done; null where there is none.</summary>
    internal Call? Acknowledgement { get; } = tries.Where(call => call.Outcome == CallOutcome.Acknowledged).MinBy(call => call.Ended);

    internal CallOutcome Outcome =>
        Acknowledgement is not null ? CallOutcome.Acknowledged
        : Tries.Any(call => call.Outcome == CallOutcome.Unknown) ? CallOutcome.Unknown : CallOutcome.Refused;

    /// <summary>The fact it makes of a commitment.</summary>
    internal FactKind Makes => Kind switch
    {
        CallKind.Hold => FactKind.Held,
        CallKind.Book or CallKind.Confirm => FactKind.Confirmed,
        CallKind.Release => FactKind.Released,
        CallKind.Cancel => FactKind.Cancelled,
        CallKind.Reschedule => FactKind.Rescheduled,
        _ => throw new InvalidOperationException($"{Kind} writes nothing."),
    };

    /// <summary>The writes of a history: calls with the same key are one, a call without is one of its own.</summary>
    internal static IReadOnlyList<Write> Of(IEnumerable<Call> calls) =>
        [.. calls.Where(call => call.IsWrite)
            .GroupBy(call => (object?)call.Key ?? call)
            .Select(tries => new Write([.. tries.OrderBy(call => call.Began)]))];
}
