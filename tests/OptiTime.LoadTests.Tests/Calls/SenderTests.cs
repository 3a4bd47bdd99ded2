using System.Net;
using OptiTime.LoadTests.Arrivals;
using OptiTime.LoadTests.Calls;

namespace OptiTime.LoadTests.Tests.Calls;

public sealed class SenderTests
{
    private static readonly Uri Silo = new("http://127.0.0.1/v1/availability");

    /// <summary>A server that answers nobody until all have asked: a driver that waited for answers would never end.</summary>
    [Fact]
    public async Task Requests_are_sent_whatever_becomes_of_those_before()
    {
        const int All = 500;
        int asked = 0;
        var allHaveAsked = new TaskCompletionSource();
        using var sender = new Sender(new Answering(async () =>
        {
            if (Interlocked.Increment(ref asked) == All) allHaveAsked.SetResult();
            await allHaveAsked.Task;
            return new HttpResponseMessage(HttpStatusCode.OK);
        }));
        var tally = new Tally(0, long.MaxValue);
        sender.CountIn(tally);
        var answers = new List<Task>();
        var pacer = new Pacer(new ArrivalSchedule(5_000, true, 1), due =>
        {
            if (answers.Count < All) answers.Add(AskAsync(sender, due));
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task pacing = pacer.RunAsync(MonotonicClock.Now, long.MaxValue, stop.Token);
        await allHaveAsked.Task;
        await stop.CancelAsync();
        await pacing;
        await Task.WhenAll(answers);
        tally[RequestKind.Availability].ByStatus.ShouldBe([(200, All)]);
        sender.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task Time_is_counted_from_when_a_request_was_due_and_the_silos_part_from_when_it_was_sent()
    {
        using var sender = new Sender(new Answering(() => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK))));
        var tally = new Tally(0, long.MaxValue);
        sender.CountIn(tally);
        await AskAsync(sender, MonotonicClock.Now - (2 * MonotonicClock.Second));
        tally[RequestKind.Availability].Latency.Max.ShouldBeGreaterThanOrEqualTo(2_000_000);
        tally.Lateness.Max.ShouldBeGreaterThanOrEqualTo(2_000_000);
        tally[RequestKind.Availability].Service.Max.ShouldBeLessThan(tally[RequestKind.Availability].Latency.Max - 1_999_999);
    }

    [Fact]
    public async Task A_request_without_an_answer_is_counted_as_failed_with_the_time_it_took()
    {
        using var sender = new Sender(new Answering(() => throw new HttpRequestException("refused")));
        var tally = new Tally(0, long.MaxValue);
        sender.CountIn(tally);
        await AskAsync(sender, MonotonicClock.Now);
        tally[RequestKind.Availability].ByStatus.ShouldBe([(Tally.NoAnswer, 1)]);
        (tally[RequestKind.Availability].Failed, tally[RequestKind.Availability].InTime, tally[RequestKind.Availability].Latency.Count).ShouldBe((1, 0, 1));
    }

    [Fact]
    public async Task Requests_due_outside_the_measured_time_are_not_counted()
    {
        using var sender = new Sender(new Answering(() => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK))));
        var tally = new Tally(1_000, 2_000);
        sender.CountIn(tally);
        foreach (long due in (long[])[999, 1_000, 1_999, 2_000]) await AskAsync(sender, due);
        tally[RequestKind.Availability].Latency.Count.ShouldBe(2);
    }

    private static Task<int> AskAsync(Sender sender, long due) =>
        sender.SendAsync(RequestKind.Availability, HttpMethod.Post, Silo, "{}"u8.ToArray(), due, static (status, _) => status);

    private sealed class Answering(Func<Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer();
    }
}
