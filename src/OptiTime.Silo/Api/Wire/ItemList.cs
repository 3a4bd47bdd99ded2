namespace OptiTime.Silo.Api.Wire;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record ItemList<T>
{
    /// <summary>The items, in order of their ids.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>The cursor of the next page; null when this is the last.</summary>
    public required string? Next { get; init; }
}
