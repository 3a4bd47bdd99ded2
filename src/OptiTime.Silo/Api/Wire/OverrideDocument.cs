namespace OptiTime.Silo.Api.Wire;

/// <summary>Why rules are overridden that may be: <c>told</c>, <c>frozen</c>, <c>chosen</c>, <c>required</c>, <c>refused</c>, <c>overtime</c>. It is kept in the log.</summary>
public sealed record OverrideDocument
{
    /// <summary>Why, for whoever asks later; 1 to 200 characters.</summary>
    public required string Reason { get; init; }
}
