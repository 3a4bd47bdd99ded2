using System.CommandLine;
using System.CommandLine.Parsing;

namespace OptiTime.Silo.Commands;

/// <summary>Options several commands have.</summary>
internal static class SharedOptions
{
    /// <summary>What an option says that may be on or off.</summary>
    internal const string On = "on", Off = "off";

    /// <summary>The address to listen on.</summary>
    internal static Option<string> Urls()
    {
        var option = new Option<string>("--urls")
        {
            Description = "Where to listen. Only this machine unless said otherwise; port 0 takes a free one.",
            HelpName = "URL",
            DefaultValueFactory = _ => SiloOptions.DefaultUrl,
        };
        option.Validators.Add(RequireHttp);
        return option;
    }

    /// <summary>The keys that sign offers, where the store's are not to be used.</summary>
    internal static Option<string?> OfferKeys() => new("--offer-keys")
    {
        Description = "Sign offers with the keys of this file, such as a mounted secret, instead of the store's.",
        HelpName = "FILE",
    };

    /// <summary>The word without which no address but this machine's is listened on.</summary>
    internal static Option<bool> AllowAnonymous() => new("--allow-anonymous")
    {
        Description = "Let anybody who can reach the address call without a key. Needed to listen on any address but this machine's.",
    };

    /// <summary>Whether plans are optimised in the background: <c>on</c> or <c>off</c>.</summary>
    internal static Option<string> Optimise() => new Option<string>("--optimise")
    {
        Description = "Make plans cheaper in the background, inside what was promised, while few are calling: on or off.",
        HelpName = "on|off",
        DefaultValueFactory = _ => On,
    }.OneOf(On, Off);

    /// <summary>Refuses what is not an address of the web.</summary>
    internal static void RequireHttp(OptionResult result)
    {
        foreach (string url in (result.GetValueOrDefault<string>() ?? "").Split(';'))
        {
            // A star or a plus is every address; it is no host name to the parser of addresses.
            string plain = url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
            if (!Uri.TryCreate(plain, UriKind.Absolute, out Uri? parsed) || parsed.Scheme is not ("http" or "https"))
                result.AddError($"{result.Option.Name}: '{url}' is no address. Write it like {SiloOptions.DefaultUrl}.");
        }
    }
}
