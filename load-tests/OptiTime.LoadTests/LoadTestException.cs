namespace OptiTime.LoadTests;

/// <summary>The test cannot be made, for a reason whoever started it can do something about.</summary>
public sealed class LoadTestException : Exception
{
    /// <summary>Says why, in plain words.</summary>
    public LoadTestException(string message, Exception? inner = null) : base(message, inner) { }
}
