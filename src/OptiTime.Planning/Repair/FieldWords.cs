namespace OptiTime.Planning.Repair;

/// <summary>What happened in the field, in words that a customer may hear.</summary>
internal static class FieldWords
{
    /// <summary>A disruption as the reason why something has no place, or another one. At most 200 characters.</summary>
    internal static string Of(Disruption disruption) => disruption switch
    {
        ResourceAbsent absent => $"{absent.Resource} is absent from {absent.Span.From} to {absent.Span.To}",
        ResourceBrokenDown broken => $"{broken.Resource} is out of order from {broken.Span.From} to {broken.Span.To}",
        ResourceLate late => $"{late.Resource} begins only at {late.Until}",
        WorkOverruns overrun => $"work that stands in the same tour is expected to end only at {overrun.End}",
        SiteClosed closed => $"site {closed.Site} is closed from {closed.Span.From} to {closed.Span.To}",
        CustomerAbsent => "the customer was not at home",
        _ => throw new ArgumentException($"There are no words for a {disruption.GetType().Name}.", nameof(disruption)),
    };
}
