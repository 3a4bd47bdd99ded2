namespace OptiTime.Demo.Loading;

/// <summary>A scenario could not be loaded. What was loaded stays; loading again goes on from there.</summary>
/// <param name="message">Why, in words.</param>
public sealed class LoadFailedException(string message) : Exception(message);
