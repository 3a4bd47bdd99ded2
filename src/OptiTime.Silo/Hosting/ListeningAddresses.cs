using System.Net;

namespace OptiTime.Silo.Hosting;

/// <summary>Keeps a silo that asks nobody who they are on its own machine.</summary>
internal static class ListeningAddresses
{
    /// <summary>Refuses addresses a silo cannot listen on, and those other machines can reach, unless they were asked for in so many words.</summary>
    /// <exception cref="IOException">There is one it cannot listen on.</exception>
    /// <exception cref="UnsafeAddressException">There is one that can be reached.</exception>
    public static void Check(SiloOptions options)
    {
        foreach (string url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            BindingAddress address = Parse(url);
            if (!options.AllowAnonymousAnywhere && !IsLoopback(address.Host)) throw new UnsafeAddressException(url);
        }
    }

    private static BindingAddress Parse(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new IOException($"'{url}' is not an address to listen on. Send one such as {SiloOptions.DefaultUrl}.");
        }
        if (!address.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase))
            throw new IOException($"'{url}' is not http, and a silo speaks nothing else. Put what ends TLS in front of it, and listen on {SiloOptions.DefaultUrl}.");
        if (address.PathBase.Length > 0) throw new IOException($"'{url}' has a path, and a silo has the whole address. Leave '{address.PathBase}' out.");
        return address;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
