using OptiTime.LoadTests.FirstCalls;
using OptiTime.LoadTests.Reports;
using OptiTime.Planning.Search;
using OptiTime.Planning.Verification;
using OptiTime.Planning.Boards;

namespace OptiTime.LoadTests.Tests.FirstCalls;

public sealed class DayOfCallsTests
{
    // So full that some are told no.
    private static readonly FirstCallPlan Small = new("domoservices", 8, 0.97, 3, 60, ImpactAllowed.None, 7);

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
        FirstAnswers answers = DayOfCalls.Play(Small, CancellationToken.None);

        answers.Asked.ShouldBe(60);
        answers.ByClass.Sum(row => row.Asked).ShouldBe(answers.Asked);
        answers.ByClass.Sum(row => row.Acceptable).ShouldBe(answers.Acceptable);
        answers.Acceptable.ShouldBeInRange(1, answers.Asked - 1);
        answers.Refusals.Sum(row => row.Count).ShouldBe(answers.Asked - answers.Acceptable);
        answers.Relaxations.Sum(row => row.Count).ShouldBe(answers.Relaxed);
        answers.TakenAfter.ShouldBeGreaterThan(answers.TakenBefore);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.85)]
    public void The_days_are_as_full_as_asked_for_before_the_first_call_and_break_no_rule(double taken)
    {
        var company = new BusyCompany(Small with { Taken = taken, Technicians = 16 }, CancellationToken.None);

        company.Load.Share.ShouldBe(taken, 0.03);
        BoardChecker.Check(BoardSnapshot.Of(company.Plan.Board)).ShouldBeEmpty();
    }

    private static string Tell(FirstCallPlan plan) => CallersStoryReport.Write([(plan, DayOfCalls.Play(plan, CancellationToken.None))]);
}
