using System.Globalization;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Repair;

/// <summary>What happened in the field, in words that a customer may hear.</summary>
public static class FieldWords
{
    /// <summary>A disruption in a sentence: the reason why something has no place, or another one.</summary>
    /// <param name="disruption">The disruption.</param>
    /// <param name="told">How a moment is told.</param>
    public static string Of(Disruption disruption, Func<Moment, string> told) => disruption switch
    {
        ResourceAbsent absent => $"{absent.Resource} is absent from {told(absent.Span.From)} to {told(absent.Span.To)}",
        ResourceBrokenDown broken => $"{broken.Resource} is out of order from {told(broken.Span.From)} to {told(broken.Span.To)}",
        ResourceLate late => $"{late.Resource} begins only at {told(late.Until)}",
        WorkOverruns overrun => $"work before it is expected to end only at {told(overrun.End)}",
        SiteClosed closed => $"site {closed.Site} is closed from {told(closed.Span.From)} to {told(closed.Span.To)}",
        CustomerAbsent => "the customer was not at home",
        UrgentWork urgent => $"urgent work came up: {urgent.Service}, to begin before {told(urgent.Before)}",
        TrafficSlow { Delay: var delay } => string.Create(CultureInfo.InvariantCulture, $"ways take {delay.Factor:0.#} times as long from {told(delay.Span.From)} to {told(delay.Span.To)}"),
        _ => throw new ArgumentException($"There are no words for a {disruption.GetType().Name}.", nameof(disruption)),
    };
}
