using System.CommandLine;
using OptiTime.LoadTests.Calls;
using OptiTime.LoadTests.Runs;
using OptiTime.Silo.Commands;

namespace OptiTime.LoadTests.Commands;

/// <summary>The options by which a load is described; the same for every command.</summary>
internal sealed class LoadOptions
{
    private const string OnlyAvailability = "availability", CallCentre = "call-centre", Poisson = "poisson", Constant = "constant";

    private readonly Option<string> _mix = Choice("--mix", "What callers do: only ask, or ask, think, hold, think, and confirm or give back.", OnlyAvailability, CallCentre);
    private readonly Option<double> _rate, _seconds, _warmUp;
    private readonly Option<double> _think = Number("--think", "What people's time to think is multiplied by; 1 is life (20 s to choose, 30 s to decide).", 0.05, 0, 10);
    private readonly Option<double> _abandon = Number("--abandon", "Of the held offers, the share that is given back instead of confirmed.", 0.2, 0, 1);
    private readonly Option<double> _cancel = Number("--cancel", "Of the bookings, the share that is called off again; 1 keeps the plan as full as it was.", 1, 0, 1);
    private readonly Option<string> _arrivals = Choice("--arrivals", "How calls come: as people do, or evenly spaced.", Poisson, Constant);
    private readonly Option<int> _seed = new Option<int>("--seed") { Description = "Where all randomness comes from.", HelpName = "N", DefaultValueFactory = _ => 42 }.Whole(int.MinValue, int.MaxValue);
    private readonly Option<int> _connections = new Option<int>("--connections") { Description = "The most connections to one silo.", HelpName = "N", DefaultValueFactory = _ => 256 }.Whole(1, 10_000);
    private readonly Option<int?> _offers = new Option<int?>("--offers") { Description = "How many offers are asked for. [default: as many as the API gives by itself]", HelpName = "N" }.Whole(1, 100);
    private readonly Option<string[]> _services = new("--services")
    {
        Description = "Ask for these services only. [default: all]",
        HelpName = "ID",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<bool> _quick = new("--quick") { Description = "A smoke run of seconds; its figures mean nothing." };

    /// <summary>The options with a command's own defaults.</summary>
    internal LoadOptions(double rate, double seconds, double warmUp)
    {
        _rate = Number("--rate", "Calls a second.", rate, 0.1, 100_000);
        _seconds = Number("--seconds", "How long is measured.", seconds, 1, 3_600);
        _warmUp = Number("--warm-up", "For how many seconds nothing is counted yet.", warmUp, 0, 600);
    }

    /// <summary>All of them, in the order of the help.</summary>
    internal IEnumerable<Option> All =>
        [_mix, _rate, _seconds, _warmUp, _arrivals, _think, _abandon, _cancel, _services, _offers, _connections, _seed, _quick];

    /// <summary>What was asked for.</summary>
    internal LoadSettings Read(ParseResult parsed)
    {
        bool isQuick = parsed.GetValue(_quick);
        Mix mix = parsed.GetValue(_mix) == CallCentre
            ? new Mix(true, parsed.GetValue(_abandon), parsed.GetValue(_cancel), parsed.GetValue(_think))
            : Mix.Availability;
        var plan = new LoadPlan(
            mix, isQuick ? Math.Min(parsed.GetValue(_rate), 50) : parsed.GetValue(_rate), parsed.GetValue(_arrivals) == Poisson,
            TimeSpan.FromSeconds(isQuick ? 1 : parsed.GetValue(_warmUp)), TimeSpan.FromSeconds(isQuick ? 2 : parsed.GetValue(_seconds)), parsed.GetValue(_seed));
        return new LoadSettings(plan, parsed.GetValue(_connections), parsed.GetValue(_offers), parsed.GetValue(_services) ?? [], isQuick);
    }

    /// <summary>An option that is a number between two bounds.</summary>
    internal static Option<double> Number(string name, string description, double preset, double least, double most) =>
        new Option<double>(name) { Description = description, HelpName = "X", DefaultValueFactory = _ => preset }.Number(least, most);

    private static Option<string> Choice(string name, string description, params string[] words) =>
        new Option<string>(name) { Description = description, DefaultValueFactory = _ => words[0] }.OneOf(words);
}
