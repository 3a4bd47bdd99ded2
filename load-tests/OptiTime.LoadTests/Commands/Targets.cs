using System.CommandLine;
using OptiTime.Silo;
using OptiTime.Silo.Commands;

namespace OptiTime.LoadTests.Commands;

/// <summary>Which silos are put under load: only those of this machine, unless said otherwise in so many words.</summary>
internal sealed class Targets
{
    private readonly Option<string[]> _urls = new("--urls")
    {
        Description = "The silos.",
        HelpName = "URL",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [SiloOptions.DefaultUrl],
    };
    private readonly Option<int[]> _pids = new Option<int[]>("--pid")
    {
        Description = "The silos' processes, to tell their processor, memory and pauses.",
        HelpName = "N",
        AllowMultipleArgumentsPerToken = true,
    }.Whole(1, int.MaxValue);
    private readonly Option<bool> _byTerritory = new("--by-territory") { Description = "All requests for a territory go to the same silo, instead of each to the next in turn." };
    private readonly Option<bool> _allowRemote = new("--allow-remote") { Description = "Put load on other machines. Only do so to your own." };

    /// <summary>Adds the options to a command, and refuses what is no silo of this machine.</summary>
    internal void AddTo(Command command)
    {
        command.Add(_urls);
        command.Add(_pids);
        command.Add(_byTerritory);
        command.Add(_allowRemote);
        command.Validators.Add(parsed =>
        {
            foreach (string url in parsed.GetValue(_urls) ?? [])
            {
                if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
                    parsed.AddError($"--urls: '{url}' is no address. Write it like {SiloOptions.DefaultUrl}.");
                else if (!address.IsLoopback && !parsed.GetValue(_allowRemote))
                    parsed.AddError($"--urls: '{url}' is another machine. Load is put on this one only, unless you add --allow-remote.");
            }
        });
    }

    /// <summary>What was asked for.</summary>
    internal (Uri[] Silos, int[] Processes, bool ByTerritory) Read(ParseResult parsed) =>
        ([.. parsed.GetRequiredValue(_urls).Select(url => new Uri(url.TrimEnd('/') + "/"))], parsed.GetValue(_pids) ?? [], parsed.GetValue(_byTerritory));
}
