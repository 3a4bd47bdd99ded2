using System.CommandLine;
using System.Globalization;
using NodaTime;
using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Commands.Trial;

namespace OptiTime.Silo.Commands;

/// <summary><c>optitime demo</c>: a silo with a made-up company, and calls to try.</summary>
internal static class DemoCommand
{
    private static readonly string Lesson =
        $"""
        The first start fills the plan, which takes some seconds. Then the program tries the API on itself and prints each call, ready to paste.

        Scenarios:
        {string.Join(Environment.NewLine, KnownScenarios.All.Select(known => $"  {known.Name,-10} {known.Shows}"))}

        Examples:
          optitime demo
          optitime demo --scenario multiburo --urls http://127.0.0.1:5081
        """;

    internal static Command Create()
    {
        var scenario = new Option<string>("--scenario")
        {
            Description = "Which company.",
            HelpName = "NAME",
            DefaultValueFactory = _ => KnownScenarios.Default,
        };
        scenario.AcceptOnlyFromAmong([.. KnownScenarios.All.Select(known => known.Name)]);
        Option<string> urls = SharedOptions.Urls();
        Option<string?> data = SharedOptions.Data($"Where the plans are kept; made when missing. [default: {SharedOptions.DefaultData}/demo-NAME]");
        Option<bool> anonymous = SharedOptions.AllowAnonymous();
        var command = new TaughtCommand("demo", "Serve a made-up company on real geography, with calls to try.", Lesson) { scenario, urls, data, anonymous };
        command.SetAction((parsed, stop) => Failure.ReportAsync(
            () =>
            {
                string name = parsed.GetRequiredValue(scenario);
                return RunAsync(name, new SiloOptions
                {
                    Urls = parsed.GetRequiredValue(urls),
                    DataDirectory = parsed.GetValue(data) ?? $"{SharedOptions.DefaultData}/demo-{name}",
                    AllowAnonymousAnywhere = parsed.GetValue(anonymous),
                }, stop);
            }, stop));
        return command;
    }

    private static async Task<int> RunAsync(string name, SiloOptions options, CancellationToken stop)
    {
        await using RunningSilo silo = await RunningSilo.StartAsync(options, quiet: true, stop);
        TimeProvider clock = silo.Services.GetRequiredService<TimeProvider>();
        Scenario scenario = KnownScenarios.Create(name, TodayIn(KnownScenarios.Zone, clock));
        Tell(scenario, await LoadAsync(silo.Services, scenario, clock, stop));

        using var http = new HttpClient { BaseAddress = silo.Address };
        await new TrialRun(http, scenario, clock).RunAsync(stop);
        Screen.Heading($"{scenario.Company.Territory.Name} is served on {http.BaseAddress}, plans in {options.DataDirectory}. Press Ctrl-C to stop.");
        await silo.WaitAsync(stop);
        return Failure.None;
    }

    private static Task<LoadReport> LoadAsync(IServiceProvider services, Scenario scenario, TimeProvider clock, CancellationToken stop)
    {
        var loader = new ScenarioLoader(
            services.GetRequiredService<ITerritoryPlanners>(), services.GetRequiredService<ICustomerDirectory>(), clock);
        return Screen.ProgressAsync(
            $"Filling {scenario.Company.Territory.Name}", report => loader.LoadAsync(scenario, new ProgressWords(report), stop));
    }

    private static void Tell(Scenario scenario, LoadReport report)
    {
        Screen.Line(report.WasThere
            ? $"{scenario.Company.Territory.Name} was there already."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Bookings:N0} bookings made through the planner; {report.Unserved:N0} requests found their day full."));
        Screen.Table(
            [$"{scenario.Days} days", "working h", "service h", "travel h", "taken"],
            report.Loads.Select(IReadOnlyList<string> (one) =>
                [one.Workload, HoursOf(one.Load.Working.Value), HoursOf(one.Load.Service.Value), HoursOf(one.Load.Travel.Value),
                    one.Load.Share.ToString("0.0 %", CultureInfo.InvariantCulture)]));
    }

    private static string HoursOf(int seconds) => (seconds / 3600).ToString("N0", CultureInfo.InvariantCulture);

    private static LocalDate TodayIn(string zone, TimeProvider clock) =>
        Instant.FromDateTimeOffset(clock.GetUtcNow()).InZone(DateTimeZoneProviders.Tzdb[zone]).Date;

    private sealed class ProgressWords(Action<double, string> report) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => report(
            value.Share, value.Bookings == 0 ? value.Stage : string.Create(CultureInfo.InvariantCulture, $"{value.Bookings:N0} bookings"));
    }
}
