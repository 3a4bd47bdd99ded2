using System.Net;

namespace OptiTime.Silo.Hosting;

/// <summary>Keeps a silo that asks nobody who they are on its own machine.</summary>
internal static class ListeningAddresses
{
    /// <summary>Refuses addresses other machines can reach, unless they were asked for in so many words.</summary>
    /// <exception cref="UnsafeAddressException">There is one.</exception>
    public static void Check(SiloOptions options)
    {
        if (options.AllowAnonymousAnywhere) return;
        foreach (string url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IsLoopback(BindingAddress.Parse(url).Host)) throw new UnsafeAddressException(url);
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
