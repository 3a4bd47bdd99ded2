using System.Net;
using System.Net.Sockets;

namespace OptiTime.Testbed.Processes;

/// <summary>Ports of this machine that nobody listens at.</summary>
public static class FreePort
{
    /// <summary>One that was free a moment ago: who takes it must be ready to lose a race for it.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
