using System.Net;
using OptiTime.Cluster.Tests.Callers;
using OptiTime.Cluster.Tests.Clusters;
using OptiTime.Testbed.Histories;
using OptiTime.Testbed.Postgres;
using OptiTime.Testbed.Silos;

namespace OptiTime.Cluster.Tests;

/// <summary>
/// Silos of two builds over one database, the second with one change more, which is written only when a flag says so. What the first does not know
/// stops it in that territory, at the version before, and is never skipped.
/// </summary>
public sealed class RollingUpgradeTests : IAsyncLifetime
{
    private const string Next = "optitime-next.dll", North = "north", South = "south";

    private readonly History _history = new(TimeProvider.System);
    private RunningCluster? _cluster;
    private SiloProcess _before = null!, _next = null!;

    private RunningCluster Cluster
    {
        get
        {
            Assert.SkipWhen(_cluster is null, PrivatePostgres.WhyNot ?? "");
            return _cluster!;
        }
    }

    [Fact]
    public async Task Silos_are_replaced_one_by_one_while_callers_go_on_and_the_new_change_waits_for_its_flag()
    {
        RunningCluster cluster = Cluster;
        using var desk = new Desk(_history, Desk.Patient);
        // Both builds side by side: whatever one writes, the other reads.
        foreach (SiloProcess silo in new[] { _before, _next, _before, _next }) (await BookAsync(desk, silo, North)).IsDone.ShouldBeTrue();
        (int code, string written) = await RemarkAsync(flag: "off");
        (code, written).ShouldSatisfyAllConditions(() => code.ShouldBe(1), () => written.ShouldContain("Remarks are off"));
        await BoardsAgreeAsync(North, _before, _next);

        // Switched on too early: the build before stands still in that territory, says so, and serves the others.
        (await RemarkAsync(flag: "on")).Code.ShouldBe(0);
        await ClusterFixture.UntilAsync(async () => (await ReadyAsync(_before)).Status == HttpStatusCode.ServiceUnavailable, "the silo of the build before is not ready");
        (await ReadyAsync(_before)).Body.ShouldContain($"'{North}'");
        (await ReadyAsync(_next)).Status.ShouldBe(HttpStatusCode.OK);
        (string completeness, long stoodStillAt) = await FoundAsync(desk, _before);
        completeness.ShouldBe("stale");
        // It reads on when it next looks, and others may have written by then.
        await ClusterFixture.UntilAsync(
            async () => await FoundAsync(desk, _next) is ("exact", var version) && version > stoodStillAt, "the silo of the next build is past where the other stands still");
        (await BookAsync(desk, _before, North)).Call.Answer.ShouldNotBeNull().ShouldStartWith("503 unavailable");
        (await BookAsync(desk, _before, South)).IsDone.ShouldBeTrue();
        (await BookAsync(desk, _next, North)).IsDone.ShouldBeTrue();

        // The last of the old ones goes: its hands are full with nothing, so it ends at once and well.
        (await _before.TerminateAsync()).ShouldBe(0);
        Member replaced = await cluster.AddAsync("replaced", file: Next);
        (await BookAsync(desk, replaced.Silo, North)).IsDone.ShouldBeTrue();
        await BoardsAgreeAsync(North, replaced.Silo, _next);
        (await VerifyAsync(Next)).Code.ShouldBe(0);
        (await VerifyAsync("optitime.dll")).ShouldSatisfyAllConditions(
            verdict => verdict.Code.ShouldNotBe(0), verdict => verdict.Written.ShouldContain("territory-remarked"));
    }

    public async ValueTask InitializeAsync()
    {
        if (PrivatePostgres.WhyNot is not null) return;
        _cluster = await RunningCluster.StartAsync(TimeSpan.Zero);
        _before = _cluster.Silos[0];
        _next = (await _cluster.AddAsync("next", file: Next)).Silo;
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    private static async Task<(string Completeness, long Version)> FoundAsync(Desk desk, SiloProcess silo)
    {
        Reply found = await desk.SearchAsync(silo, North, "caller", Company.AddressesOf(North)[0]);
        found.IsDone.ShouldBeTrue($"{found.Call}");
        return (found.Body.GetProperty("completeness").GetString()!, found.Body.GetProperty("planVersion").GetInt64());
    }

    private static async Task<Reply> BookAsync(Desk desk, SiloProcess silo, string territory)
    {
        Reply found = await desk.SearchAsync(silo, territory, "caller", Company.AddressesOf(territory)[0]);
        string offer = found.Body.GetProperty("offers")[0].GetProperty("offer").GetString()!;
        return await desk.TakeAsync(silo, territory, "caller", offer, null, Guid.NewGuid().ToString("N"));
    }

    private static Task BoardsAgreeAsync(string territory, SiloProcess one, SiloProcess other) => ClusterFixture.UntilAsync(
        async () => await PlanAsync(one, territory) == await PlanAsync(other, territory), $"{one.Name} and {other.Name} have the same board of {territory}");

    private static async Task<string> PlanAsync(SiloProcess silo, string territory)
    {
        using var http = new HttpClient { BaseAddress = silo.Url };
        return await http.GetStringAsync(new Uri($"v1/territories/{territory}/plan", UriKind.Relative));
    }

    private static async Task<(HttpStatusCode Status, string Body)> ReadyAsync(SiloProcess silo)
    {
        using var http = new HttpClient { BaseAddress = silo.Url };
        using HttpResponseMessage answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private Task<(int Code, string Written)> RemarkAsync(string flag) => RunAsync(Next, [$"OPTITIME_REMARKS={flag}"], "remark", Cluster.Store, North, "the lift is out of order");

    private Task<(int Code, string Written)> VerifyAsync(string file) => RunAsync(file, [], "verify", "--store", Cluster.Store);

    private static async Task<(int Code, string Written)> RunAsync(string file, IEnumerable<string> variables, params string[] words)
    {
        using OptiTimeProcess program = OptiTimeProcess.StartBuild(file, variables, words);
        return (await program.EndAsync(), program.Written);
    }
}
