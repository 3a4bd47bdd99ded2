using System.Net;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Stores;

/// <summary>The store goes away under a silo that runs, and comes back.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const string Visit = """{"territory":"rhone","service":"visit","customer":{"id":"C-1"}}""";

    private readonly TwoSilos _silos = new();

    private HttpClient Silo => _silos.First;

    public ValueTask InitializeAsync() => _silos.InitializeAsync();

    public ValueTask DisposeAsync() => _silos.DisposeAsync();

    [Fact]
    public async Task Searches_are_answered_from_memory_and_say_how_old_it_is()
    {
        await Silo.AskAsync(Visit);
        await GoAwayAsync(TimeSpan.FromSeconds(12));

        Answer answer = await Silo.PostAsync("/v1/availability", Visit);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
        answer["offers"]!.AsArray().ShouldNotBeEmpty();
        ((string?)answer["completeness"]).ShouldBe("stale");
        ((long)answer["staleSeconds"]!).ShouldBeInRange(12, 60);
        ((string?)answer["leftOut"]).ShouldNotBeNull().ShouldContain("out of reach");
        Answer plan = await Silo.ReadAsync("/v1/territories/rhone/plan");
        ((long)plan["staleSeconds"]!).ShouldBeInRange(12, 60);
        plan.Headers.GetValues("X-Plan-Age").Single().ShouldBe(plan["staleSeconds"]!.ToString());
    }

    [Fact]
    public async Task A_version_that_may_have_been_made_elsewhere_meanwhile_is_not_denied()
    {
        Answer plan = await Silo.ReadAsync("/v1/territories/rhone/plan");
        string next = $"/v1/territories/rhone/plan?version={(long)plan["version"]! + 1}";
        (await Silo.ReadAsync(next)).Problem.ShouldBe("not-on-record");
        await GoAwayAsync(TimeSpan.FromSeconds(12));

        Answer answer = await Silo.ReadAsync(next);

        (answer.Status, answer.Problem).ShouldBe((HttpStatusCode.ServiceUnavailable, "unavailable"));
    }

    [Fact]
    public async Task A_store_that_has_gone_silent_is_waited_for_by_a_few_callers_only()
    {
        await Silo.AskAsync(Visit);
        _silos.Store.IsSilent = true;

        // They wait, and are answered from memory; whether the plan is old by then, the clock of the test does not say.
        for (int caller = 0; caller < 3; caller++) (await Silo.PostAsync("/v1/availability", Visit)).Status.ShouldBe(HttpStatusCode.OK);
        _silos.Clock.Advance(TimeSpan.FromSeconds(5));
        for (int caller = 0; caller < 10; caller++)
        {
            Answer answer = await Silo.PostAsync("/v1/availability", Visit);
            ((string?)answer["completeness"]).ShouldBe("stale");
        }

        _silos.Store.AskedInVain.ShouldBe(3);
    }

    [Theory]
    [InlineData("""{"service":"visit","location":{"lat":45.76,"lon":4.85}}""")]
    [InlineData("""{"service":"room","location":{"site":"OPERA"}}""")]
    public async Task Where_a_question_goes_is_remembered_too(string question)
    {
        await Silo.AskAsync(question);
        await GoAwayAsync(TimeSpan.FromSeconds(12));

        Answer answer = await Silo.PostAsync("/v1/availability", question);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
        ((string?)answer["completeness"]).ShouldBe("stale");
    }

    [Fact]
    public async Task A_customer_erased_through_another_silo_is_forgotten_here_with_the_next_look_at_the_log()
    {
        await Silo.AskAsync(Visit);
        (await _silos.Second.RemoveAsync("/v1/customers/C-1")).Status.ShouldBe(HttpStatusCode.NoContent);

        // While the store is there the answer is the store's; so each look is followed by an outage, in which memory is asked.
        HttpStatusCode answered = HttpStatusCode.OK;
        for (int looks = 0; looks < 20 && answered == HttpStatusCode.OK; looks++)
        {
            await GoAwayAsync(TimeSpan.FromSeconds(1));
            answered = (await Silo.PostAsync("/v1/availability", Visit)).Status;
            await ComeBackAsync();
        }

        answered.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_customer_who_was_not_asked_about_lately_or_was_erased_is_not_made_up()
    {
        await Silo.AskAsync(Visit);
        await Silo.AskAsync(Visit.Replace("C-1", "C-2", StringComparison.Ordinal));
        (await Silo.RemoveAsync("/v1/customers/C-2")).Status.ShouldBe(HttpStatusCode.NoContent);
        await GoAwayAsync(TimeSpan.FromSeconds(1));

        foreach (string customer in new[] { "C-2", "C-404" })
        {
            Answer answer = await Silo.PostAsync("/v1/availability", Visit.Replace("C-1", customer, StringComparison.Ordinal));

            answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            ((string?)answer["detail"]).ShouldNotBeNull().ShouldContain($"'{customer}' was not asked about lately");
        }
    }

    [Fact]
    public async Task Writes_are_refused_with_when_to_come_again_and_nothing_is_changed()
    {
        string offer = await Silo.FirstOfferAsync(Visit);
        await GoAwayAsync(TimeSpan.FromSeconds(1));

        Answer refused = await Silo.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}"}""");

        refused.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Problem.ShouldBe("unavailable");
        int.Parse(refused.Headers.GetValues("Retry-After").Single(), System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 3);
        await ComeBackAsync();
        (await Silo.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}"}""")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_silo_stays_ready_through_a_short_outage_and_is_not_in_a_long_one_and_recovers_by_itself()
    {
        await Silo.AskAsync(Visit);
        await GoAwayAsync(TimeSpan.FromSeconds(20));
        (await Silo.ReadAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.OK);

        _silos.Clock.Advance(TimeSpan.FromSeconds(20));

        Answer unready = await Silo.ReadAsync("/health/ready");
        unready.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        unready.Problem.ShouldBe("not-ready");
        ((string?)unready["detail"]).ShouldNotBeNull().ShouldContain("pulled out");
        (await Silo.ReadAsync("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        await ComeBackAsync();
        ((string?)(await Silo.PostAsync("/v1/availability", Visit))["completeness"]).ShouldBe("exact");
    }

    /// <summary>Takes the store away, waits until the silo has noticed, and lets time pass.</summary>
    private async Task GoAwayAsync(TimeSpan ago)
    {
        _silos.Store.IsAway = true;
        while ((await Silo.GetStringAsync("/metrics")).Contains("optitime_store_reachable 1", StringComparison.Ordinal)) await Task.Yield();
        _silos.Clock.Advance(ago);
    }

    private async Task ComeBackAsync()
    {
        _silos.Store.IsAway = false;
        while (!(await Silo.GetStringAsync("/metrics")).Contains("optitime_store_reachable 1", StringComparison.Ordinal)) await Task.Yield();
        await TwoSilos.UntilAsync(Silo, "/health/ready", answer => answer.Status == HttpStatusCode.OK);
    }
}
