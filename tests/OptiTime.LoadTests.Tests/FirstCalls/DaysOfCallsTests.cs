using OptiTime.LoadTests.FirstCalls;
using OptiTime.LoadTests.Reports;
using OptiTime.Planning.Search;

namespace OptiTime.LoadTests.Tests.FirstCalls;

public sealed class DaysOfCallsTests
{
    // So full that some are told no.
    private static readonly FirstCallPlan Small = new("domoservices", 8, 0.95, 15, 1, ImpactAllowed.None, 1, 7);

    [Fact]
    public void The_same_seed_gives_the_same_day_and_another_another()
    {
        string first = Tell(Small);

        Tell(Small).ShouldBe(first);
        Tell(Small with { Seed = 8 }).ShouldNotBe(first);
    }

    [Fact]
    public void Every_call_is_counted_once_and_every_refusal_has_a_reason()
    {
        FirstAnswers answers = DaysOfCalls.Play(Small, CancellationToken.None);

        answers.ByClass.Sum(row => row.Asked).ShouldBe(answers.Asked);
        answers.ByClass.Sum(row => row.Acceptable).ShouldBe(answers.Acceptable);
        answers.Acceptable.ShouldBeInRange(1, answers.Asked - 1);
        answers.Refusals.Sum(row => row.Count).ShouldBe(answers.Asked - answers.Acceptable);
        answers.Relaxations.Sum(row => row.Count).ShouldBe(answers.Relaxed);
    }

    [Fact]
    public void As_many_call_as_fill_the_days_as_asked_for()
    {
        FirstAnswers answers = DaysOfCalls.Play(Small with { Technicians = 16, Taken = 0.6, Before = 22 }, CancellationToken.None);

        answers.Settled.Share.ShouldBeInRange(0.52, 0.68);
        answers.Morning.Share.ShouldBeLessThan(answers.Evening.Share);
    }

    private static string Tell(FirstCallPlan plan) => CallersStoryReport.Write([(plan, DaysOfCalls.Play(plan, CancellationToken.None))]);
}
