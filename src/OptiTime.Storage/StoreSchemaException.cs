namespace OptiTime.Storage;

/// <summary>
/// The store's tables are not those this build knows, or cannot be made: a file of the schema was altered after it was applied, a newer build
/// was here, or the database lacks what they need.
/// </summary>
public sealed class StoreSchemaException : Exception
{
    /// <summary>Says what is different, and what to do.</summary>
    public StoreSchemaException(string message, Exception? inner = null) : base(message, inner) { }
}
