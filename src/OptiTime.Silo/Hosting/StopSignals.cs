using System.Runtime.InteropServices;

namespace OptiTime.Silo.Hosting;

/// <summary>
/// Asks the program to end in order when the system (SIGTERM) or a person at the keyboard (Ctrl-C) says so. It is asked once: a second signal
/// ends it at once, as ever.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Listens from now on.</summary>
    public StopSignals() => _registrations =
        [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, Receive))];

    /// <summary>Is cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Whether it was the system that asked: then others may still be sending work here, and must first be told to send it elsewhere.</summary>
    public bool IsBySystem { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _stop.Dispose();
    }

    private void Receive(PosixSignalContext context)
    {
        if (_stop.IsCancellationRequested) return;
        context.Cancel = true;
        IsBySystem = context.Signal == PosixSignal.SIGTERM;
        // Whatever waits for it goes on elsewhere: this thread belongs to the signals.
        _ = _stop.CancelAsync();
    }
}
