using System.CommandLine;
using OptiTime.Silo.Hosting;

namespace OptiTime.Silo.Commands;

/// <summary><c>optitime serve</c>: a silo until it is stopped.</summary>
internal static class ServeCommand
{
    private const int DefaultDrainSeconds = 5, MaximumDrainSeconds = 3_600, DefaultFinishSeconds = 25;

    private const string Lesson =
        """
        Over a database any number of silos serve the same plans, and any of them answers any call. A database that is away when a silo starts is waited for: /health/live answers 200 and /health/ready 503 meanwhile. One that goes away later ends nothing: searches are answered from memory and say so, writes are refused until it is back.

        SIGTERM drains: /health/ready answers 503 at once, calls are taken for --drain-seconds more so that balancers can notice, then those that run are finished and the program ends with code 0. Ctrl-C does without the wait. A second signal ends at once.

        Offers are signed with keys all silos must share: those of the store, or of --offer-keys: 32 random bytes in base 64 a line, the first signs, all are accepted. To change keys while silos run, put the new one first (in a database, insert it into offer_key): they are read again each minute, and at once when an offer names one a silo does not know. A quarter of an hour later the old one can go.

        Plans are optimised in the background, by one silo for each territory: what nobody is called about moves inside its promise where that saves more than its trouble. It rests while many are calling, and takes a fifth of one processor at the most; --optimise off does without.

        Examples:
          optitime serve
          optitime serve --urls http://127.0.0.1:8080 --data /var/lib/optitime
          optitime serve --store "Host=db;Database=optitime;Username=optitime;Password=..."
          OPTITIME_STORE="Host=db;..." optitime serve --urls http://0.0.0.0:8080 --allow-anonymous --offer-keys /run/secrets/offer-keys
        """;

    internal static Command Create(StopSignals signals)
    {
        Option<string> urls = SharedOptions.Urls();
        var plans = new PlansOptions("Keep the plans");
        Option<string?> keys = SharedOptions.OfferKeys();
        Option<int> drain = Seconds("--drain-seconds", "How long calls are still taken after SIGTERM, so that whoever sends them can notice.", DefaultDrainSeconds);
        Option<int> finish = Seconds("--finish-seconds", "How long calls that run may then take to finish.", DefaultFinishSeconds);
        Option<bool> anonymous = SharedOptions.AllowAnonymous();
        Option<string> optimise = SharedOptions.Optimise();
        var command = new TaughtCommand("serve", "Serve the API until stopped.", Lesson) { urls, keys, drain, finish, optimise, anonymous };
        plans.AddTo(command);
        command.SetAction((parsed, stop) => Failure.ReportAsync(
            () => RunAsync(new SiloOptions
            {
                Urls = parsed.GetRequiredValue(urls),
                Plans = plans.Read(parsed),
                OfferKeys = parsed.GetValue(keys),
                WaitsForStore = true,
                FinishWithin = TimeSpan.FromSeconds(parsed.GetValue(finish)),
                AllowAnonymousAnywhere = parsed.GetValue(anonymous),
                Optimises = parsed.GetValue(optimise) == SharedOptions.On,
            }, TimeSpan.FromSeconds(parsed.GetValue(drain)), signals, stop), stop));
        return command;
    }

    private static async Task<int> RunAsync(SiloOptions options, TimeSpan linger, StopSignals signals, CancellationToken stop)
    {
        await using RunningSilo silo = await RunningSilo.StartAsync(options, quiet: false, stop);
        Screen.Line($"OptiTime serves on {string.Join(" and ", silo.Urls)}, plans in {options.Plans}. Press Ctrl-C to stop.");
        await silo.WaitAsync(stop);
        await silo.DrainAsync(signals.IsBySystem ? linger : TimeSpan.Zero);
        return Failure.None;
    }

    private static Option<int> Seconds(string name, string description, int byDefault) =>
        new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => byDefault }.Whole(0, MaximumDrainSeconds);
}
