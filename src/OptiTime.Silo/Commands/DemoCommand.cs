using System.CommandLine;
using NodaTime;
using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Commands.Fill;
using OptiTime.Silo.Commands.Trial;

namespace OptiTime.Silo.Commands;

/// <summary><c>optitime demo</c>: a silo with a made-up company, and calls to try.</summary>
internal static class DemoCommand
{
    private static readonly string Lesson =
        $"""
        The first start fills the plan, which takes some seconds; for all of France, a minute or two. Interrupted, it goes on when started again. Then the program tries the API on itself and prints each call, ready to paste. A quarter of an hour later, when the printed offers are over, the plans are optimised in the background; --optimise off does without.

        Scenarios:
        {string.Join(Environment.NewLine, KnownScenarios.All.Select(known => $"  {known.Name,-14} {known.Shows}"))}

        Examples:
          optitime demo
          optitime demo --scenario multiburo --urls http://127.0.0.1:5081
          optitime demo --scenario vivendi-water
        """;

    internal static Command Create()
    {
        Option<string> scenario = new Option<string>("--scenario")
        {
            Description = "Which company.",
            HelpName = "NAME",
            DefaultValueFactory = _ => KnownScenarios.Default,
        }.OneOf([.. KnownScenarios.All.Select(known => known.Name)]);
        Option<string> urls = SharedOptions.Urls();
        var plans = new PlansOptions("Keep the plans", $"{PlansOptions.DefaultData}/demo-NAME");
        Option<bool> anonymous = SharedOptions.AllowAnonymous();
        Option<string> optimise = SharedOptions.Optimise();
        var command = new TaughtCommand("demo", "Serve a made-up company on real geography, with calls to try.", Lesson) { scenario, urls, optimise, anonymous };
        plans.AddTo(command);
        command.SetAction((parsed, stop) => Failure.ReportAsync(
            () =>
            {
                string name = parsed.GetRequiredValue(scenario);
                var settled = new TaskCompletionSource();
                return RunAsync(name, new SiloOptions
                {
                    Urls = parsed.GetRequiredValue(urls),
                    Plans = plans.Read(parsed, $"{PlansOptions.DefaultData}/demo-{name}"),
                    AllowAnonymousAnywhere = parsed.GetValue(anonymous),
                    Optimises = parsed.GetValue(optimise) == SharedOptions.On,
                    OptimisesAfter = settled.Task,
                }, settled, stop);
            }, stop));
        return command;
    }

    private static async Task<int> RunAsync(string name, SiloOptions options, TaskCompletionSource settled, CancellationToken stop)
    {
        await using RunningSilo silo = await RunningSilo.StartAsync(options, quiet: true, stop);
        await silo.OpenedAsync(stop);
        TimeProvider clock = silo.Services.GetRequiredService<TimeProvider>();
        Scenario scenario = KnownScenarios.Create(name, TodayIn(KnownScenarios.Zone, clock));
        await FillAsync(silo.Services, scenario, clock, stop);

        using var http = new HttpClient { BaseAddress = silo.Address };
        await new TrialRun(http, scenario, clock).RunAsync(stop);
        Screen.Heading($"{scenario.Company} is served on {http.BaseAddress}, plans in {options.Plans}. Press Ctrl-C to stop.");
        // What is being filled in an order that can be repeated is not moved about meanwhile, nor while the offers that were printed stand.
        await using ITimer offersOver = clock.CreateTimer(_ => settled.TrySetResult(), null, TimeSpan.FromSeconds(OfferWriter.Validity.Value), Timeout.InfiniteTimeSpan);
        await silo.WaitAsync(stop);
        return Failure.None;
    }

    private static async Task FillAsync(IServiceProvider services, Scenario scenario, TimeProvider clock, CancellationToken stop)
    {
        var loader = new ScenarioLoader(
            services.GetRequiredService<ITerritoryPlanners>(), services.GetRequiredService<ICustomerDirectory>(),
            services.GetRequiredService<IPlanDirectory>(), clock);
        long began = clock.GetTimestamp();
        LoadReport report = await Screen.ProgressAsync(
            $"Filling {scenario.Company}", told => loader.LoadAsync(scenario, new FillWords(clock, told), stop));
        // The planners were filled past the API, which does not know yet where the territories lie.
        services.GetRequiredService<TerritoryAtlas>().Outdate();
        FillReport.Tell(scenario, report, clock.GetElapsedTime(began));
    }

    private static LocalDate TodayIn(string zone, TimeProvider clock) =>
        Instant.FromDateTimeOffset(clock.GetUtcNow()).InZone(DateTimeZoneProviders.Tzdb[zone]).Date;
}
