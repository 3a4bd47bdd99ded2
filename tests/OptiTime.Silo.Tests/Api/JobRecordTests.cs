using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Silo.Commands.Verify;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>What a backlog leaves in the store after some days.</summary>
public sealed class JobRecordTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    [Fact]
    public async Task Logs_and_tables_agree_on_jobs_that_were_done_called_off_and_forgotten_and_the_forgotten_one_is_overdue()
    {
        string done = await RecordAsync("2026-11-23T17:00:00+01:00"), cancelled = await RecordAsync("2026-11-23T17:00:00+01:00");
        string forgotten = await RecordAsync("2026-11-24T17:00:00+01:00"), waiting = await RecordAsync("2026-11-29T17:00:00+01:00", "2026-11-28T08:00:00+01:00");
        foreach (string job in new[] { done, cancelled, forgotten }) await UntilAsync(job, "planned");
        (await silo.Http.RemoveAsync($"/v1/jobs/{cancelled}")).Status.ShouldBe(HttpStatusCode.OK);
        silo.Clock.Advance(TimeSpan.FromHours(12));
        ((string?)(await silo.Http.PostAsync($"/v1/jobs/{done}/done", ""))["state"]).ShouldBe("done");
        // Some days go by: the day on which it was planned leaves the board.
        silo.Clock.Advance(TimeSpan.FromDays(3));
        await UntilAsync(forgotten, "overdue");
        await UntilAsync(done, "done");
        await UntilAsync(waiting, "waiting");

        IReadOnlyList<LogVerdict> verdicts = await VerifyAsync();

        verdicts.SelectMany(verdict => verdict.Breaches).ShouldBeEmpty();
        ((string?)(await silo.Http.PostAsync($"/v1/jobs/{forgotten}/done", ""))["state"]).ShouldBe("done");
        (await VerifyAsync()).SelectMany(verdict => verdict.Breaches).ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<LogVerdict>> VerifyAsync() => await new StoreVerifier(
        silo.Inside.GetRequiredService<IPlanLog>(), silo.Inside.GetRequiredService<IPlanDirectory>()).RunAsync((_, _) => { }, TestContext.Current.CancellationToken);

    private Task<Answer> UntilAsync(string job, string state) => TwoSilos.UntilAsync(silo.Http, $"/v1/jobs/{job}", answer => (string?)answer["state"] == state);

    private async Task<string> RecordAsync(string due, string earliest = "2026-11-23T09:00:00+01:00")
    {
        Answer answer = await silo.Http.PostAsync("/v1/jobs", $$"""{"service":"boiler-maintenance","customer":"C-2000","earliest":"{{earliest}}","due":"{{due}}"}""");
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body?.ToJsonString());
        return (string)answer["job"]!;
    }
}
