namespace OptiTime.Testbed.Networks;

/// <summary>The order to lose the reply to one request.</summary>
/// <param name="marker">What the request holds.</param>
internal sealed class LostReply(byte[] marker)
{
    internal ReadOnlySpan<byte> Marker => marker;

    /// <summary>Ends when it has been lost.</summary>
    internal TaskCompletionSource Happened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
