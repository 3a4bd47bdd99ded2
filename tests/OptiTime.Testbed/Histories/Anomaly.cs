namespace OptiTime.Testbed.Histories;

/// <summary>Something callers saw, or the log holds, that must not be.</summary>
/// <param name="Law">The law that is broken, in a few words.</param>
/// <param name="Story">What happened, with names and numbers.</param>
public sealed record Anomaly(string Law, string Story)
{
    public override string ToString() => $"{Law}: {Story}";
}
