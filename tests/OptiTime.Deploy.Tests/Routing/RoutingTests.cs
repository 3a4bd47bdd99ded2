using System.Net;
using OptiTime.Deploy.Tests.Documents;
using OptiTime.Deploy.Tests.Figures;

namespace OptiTime.Deploy.Tests.Routing;

public sealed class RoutingTests
{
    private static readonly string[] Territories = [.. Enumerable.Range(1, 60).Select(number => $"territory-{number}")];

    [Fact]
    public Task HAProxy_takes_the_file_as_it_is() => RunningHAProxy.CheckAsync(Repository.PathOf("deploy/haproxy.cfg"));

    [Fact(Timeout = Patience.Milliseconds)]
    public async Task All_calls_for_a_territory_reach_the_same_silo_however_they_name_it()
    {
        await using RunningHAProxy proxy = await RunningHAProxy.StartAsync(3);
        var reached = new HashSet<string>();

        foreach (string territory in Territories)
        {
            string[] silos =
            [
                await AskAsync(proxy, "v1/holds", territory),
                await AskAsync(proxy, $"v1/territories/{territory}/plan?version=3"),
                await AskAsync(proxy, $"v1/territories/{territory}"),
                await AskAsync(proxy, $"v1/holds/H-{territory}-3K9QX0000000000A/confirm"),
                await AskAsync(proxy, $"v1/bookings/B-{territory}-3K9QX0000000000A"),
                await AskAsync(proxy, $"v1/bookings/B-{territory}-0000000000000000/history"),
            ];
            reached.Add(silos.Distinct().ShouldHaveSingleItem(territory));
        }
        reached.Count.ShouldBe(3);
    }

    [Fact(Timeout = Patience.Milliseconds)]
    public async Task Calls_without_a_territory_are_spread()
    {
        await using RunningHAProxy proxy = await RunningHAProxy.StartAsync(3);
        string[] paths = ["v1/bookings?customer=C-1", "v1/territories", "v1/territories/", "v1/bookings", "v1/resources/R-1", "v1/holds/H-nothing", "v1/bookings/X-rhone-3K9"];

        foreach (string path in paths) (await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => AskAsync(proxy, path)))).Distinct().Count().ShouldBe(3, path);
    }

    [Fact(Timeout = Patience.Milliseconds)]
    public async Task A_silo_that_is_gone_leaves_its_territories_to_the_others_and_theirs_stay_where_they_are()
    {
        await using RunningHAProxy proxy = await RunningHAProxy.StartAsync(3);
        Dictionary<string, string> before = await WhereAsync(proxy);
        EchoSilo gone = proxy.Silos[1];

        await gone.StopAsync();
        Dictionary<string, string> at = await WhereAsync(proxy);
        await proxy.UntilAsync(2);
        Dictionary<string, string> after = await WhereAsync(proxy);

        foreach (string territory in Territories)
        {
            if (before[territory] == gone.Address) after[territory].ShouldNotBe(gone.Address);
            else (at[territory], after[territory]).ShouldBe((before[territory], before[territory]));
        }
        after.Where(one => before[one.Key] == gone.Address).Select(one => one.Value).Distinct().Count().ShouldBe(2);
    }

    [Fact(Timeout = Patience.Milliseconds)]
    public async Task A_silo_that_drains_gets_no_more_calls_and_ends_those_it_has()
    {
        await using RunningHAProxy proxy = await RunningHAProxy.StartAsync(2);
        EchoSilo drained = proxy.Silos[0];
        string territory = (await WhereAsync(proxy)).First(one => one.Value == drained.Address).Key, path = $"/v1/territories/{territory}/plan";
        drained.Holds = path;
        Task<string> under_way = AskAsync(proxy, path.TrimStart('/'));
        await drained.Held;

        drained.IsReady = false;
        await proxy.UntilAsync(1);

        drained.Holds = null;
        (await WhereAsync(proxy)).Values.Distinct().ShouldBe([proxy.Silos[1].Address]);
        drained.LetGo();
        (await under_way).ShouldBe(drained.Address);
    }

    [Fact(Timeout = Patience.Milliseconds)]
    public async Task Silos_are_found_by_the_addresses_their_name_has_and_forgotten_with_them()
    {
        await using RunningHAProxy proxy = await RunningHAProxy.StartAsync(3);
        string[] all = [.. proxy.Names.Addresses];

        proxy.Names.Addresses = all[..2];
        await proxy.UntilAsync(2);
        proxy.Names.Addresses = all;
        await proxy.UntilAsync(3);
    }

    [Theory(Timeout = Patience.Milliseconds)]
    [InlineData("GET", "v1/bookings/B-rhone-3K9", false, true)]
    [InlineData("POST", "v1/availability", false, true)]
    [InlineData("POST", "v1/holds", true, true)]
    [InlineData("POST", "v1/holds", false, false)]
    [InlineData("DELETE", "v1/bookings/B-rhone-3K9", false, false)]
    public async Task A_call_that_died_on_the_way_is_sent_again_only_where_that_does_no_harm(string method, string path, bool hasKey, bool isSentAgain)
    {
        await using RunningHAProxy proxy = await RunningHAProxy.StartAsync(2);
        foreach (EchoSilo silo in proxy.Silos) silo.Dies = true;
        using var call = new HttpRequestMessage(new HttpMethod(method), path);
        if (hasKey) call.Headers.Add("Idempotency-Key", "once");

        (await proxy.Api.SendAsync(call)).StatusCode.ShouldBe(HttpStatusCode.BadGateway);

        int calls = proxy.Silos.Sum(silo => silo.Calls.Count);
        if (isSentAgain) calls.ShouldBeGreaterThan(1);
        else calls.ShouldBe(1);
    }

    [Fact(Timeout = Patience.Milliseconds)]
    public async Task Figures_are_for_operators_and_have_what_alerts_look_at()
    {
        await using RunningHAProxy proxy = await RunningHAProxy.StartAsync(1);

        (await proxy.Api.GetAsync(new Uri("metrics", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        proxy.Silos[0].Calls.ShouldBeEmpty();
        string figures = await proxy.FiguresAsync();
        Alerts.Metrics("haproxy_").ShouldNotBeEmpty();
        foreach (string metric in Alerts.Metrics("haproxy_")) figures.ShouldContain($"\n{metric}{{");
    }

    [Fact(Timeout = Patience.Milliseconds)]
    public async Task There_is_room_for_as_many_silos_as_the_autoscaler_may_start()
    {
        int most = Kubernetes.Manifests.One("HorizontalPodAutoscaler", "silos").Number("spec", "maxReplicas");
        await using RunningHAProxy proxy = await RunningHAProxy.StartAsync(most + Kubernetes.Manifests.One("Deployment", "silos").Number("spec", "strategy", "rollingUpdate", "maxSurge"));

        (await WhereAsync(proxy)).Values.Distinct().Count().ShouldBeGreaterThan(most / 2);
    }

    private static async Task<Dictionary<string, string>> WhereAsync(RunningHAProxy proxy)
    {
        var where = new Dictionary<string, string>();
        foreach (string territory in Territories) where[territory] = await AskAsync(proxy, $"v1/territories/{territory}/sites");
        return where;
    }

    private static async Task<string> AskAsync(RunningHAProxy proxy, string path, string? territory = null)
    {
        using var call = new HttpRequestMessage(HttpMethod.Get, path);
        if (territory is not null) call.Headers.Add("X-Territory", territory);
        using HttpResponseMessage answer = await proxy.Api.SendAsync(call);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await answer.Content.ReadAsStringAsync();
    }
}
