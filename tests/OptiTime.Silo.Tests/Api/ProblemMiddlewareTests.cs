using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using OptiTime.Engine.History;
using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Tests.Api;

public sealed class ProblemMiddlewareTests
{
    [Fact]
    public async Task A_fault_of_ours_is_a_500_that_tells_nothing_of_its_insides()
    {
        (HttpResponse response, string body) = await AnswerAsync(new InvalidOperationException("secret"));

        response.StatusCode.ShouldBe(500);
        response.ContentType.ShouldBe("application/problem+json");
        body.ShouldContain("urn:optitime:problem:internal-error");
        body.ShouldNotContain("secret");
        body.ShouldNotContain("InvalidOperationException");
    }

    [Fact]
    public async Task A_store_that_cannot_write_is_a_503_that_says_when_to_come_again()
    {
        (HttpResponse response, string body) = await AnswerAsync(new StoreUnavailableException("The disk is full."));

        response.StatusCode.ShouldBe(503);
        response.Headers.RetryAfter.ToString().ShouldBeOneOf("1", "2", "3");
        body.ShouldContain("The disk is full.");
    }

    [Fact]
    public async Task A_full_mailbox_is_a_503_that_says_when_to_come_again()
    {
        ProblemException full = Should.Throw<ProblemException>(() => new Busy("1,024 commands are waiting for 'rhone'.").Accept("rhone"));
        (HttpResponse response, string body) = await AnswerAsync(full);

        response.StatusCode.ShouldBe(503);
        response.Headers.RetryAfter.ToString().ShouldBeOneOf("1", "2", "3");
        body.ShouldContain("1,024 commands are waiting");
    }

    [Fact]
    public async Task Too_many_who_ask_for_the_past_are_told_with_a_503_when_to_come_again()
    {
        (HttpResponse response, string body) = await AnswerAsync(new HistoryBusyException(new HistoryOptions()));

        response.StatusCode.ShouldBe(503);
        response.Headers.RetryAfter.ToString().ShouldBeOneOf("1", "2", "3");
        body.ShouldContain("urn:optitime:problem:busy");
        body.ShouldContain("RebuildsWaiting");
    }

    private static async Task<(HttpResponse Response, string Body)> AnswerAsync(Exception fault)
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        await new ProblemMiddleware(_ => Task.FromException(fault), NullLogger<ProblemMiddleware>.Instance).InvokeAsync(context);
        return (context.Response, System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }
}
