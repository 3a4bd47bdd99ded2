using OptiTime.LoadTests.Profiling;

namespace OptiTime.LoadTests.Tests.Profiling;

public sealed class ProfileCountsTests
{
    [Theory]
    [InlineData("optitime!OptiTime.Silo.Api.Problems.ProblemMiddleware+<InvokeAsync>d__4.MoveNext()", "OptiTime.Silo.Api.Problems.ProblemMiddleware.InvokeAsync")]
    [InlineData("OptiTime.Silo.Api.Strictness.Body`1+<BindAsync>d__11[System.__Canon].MoveNext()", "OptiTime.Silo.Api.Strictness.Body.BindAsync")]
    [InlineData("OptiTime.Engine.Planners.TerritoryPlanners+<>c__DisplayClass10_0.<SearchAsync>b__0(class A,int32)", "OptiTime.Engine.Planners.TerritoryPlanners.SearchAsync, inside")]
    [InlineData("System.Threading.Thread.<PollGC>g__PollGCWorker|67_0()", "System.Threading.Thread.PollGC, inside")]
    [InlineData("System.Collections.Generic.List`1[System.Int32].Add(!0)", "System.Collections.Generic.List.Add")]
    public void Names_are_told_as_people_wrote_them(string name, string plain) => MethodName.Plain(name).ShouldBe(plain);

    [Fact]
    public void A_thread_that_waits_for_work_is_not_at_work()
    {
        var counts = new ProfileCounts();
        counts.CountSample(["System.Threading.LowLevelLifoSemaphore.Wait(int32)", "System.Threading.Worker.Start()"]);
        counts.CountSample([]);
        (counts.Samples, counts.Own.Count, counts.WithCalled.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void A_method_that_calls_itself_counts_once_and_where_the_runtime_stops_a_thread_is_not_its_work()
    {
        var counts = new ProfileCounts();
        counts.CountSample(["System.Threading.Thread.PollGC()", "A.B.Walk()", "A.B.Walk()", "A.B.Run()"]);
        counts.Samples.ShouldBe(1);
        counts.Own.ShouldBe(new Dictionary<string, long> { ["A.B.Walk"] = 1 });
        counts.WithCalled.ShouldBe(new Dictionary<string, long> { ["A.B.Walk"] = 1, ["A.B.Run"] = 1 });
    }

    [Fact]
    public void Bytes_are_counted_for_the_innermost_of_our_methods()
    {
        var counts = new ProfileCounts();
        counts.CountAllocation("System.Byte[]", 100, ["System.Array.New()", "OptiTime.Silo.Read()", "OptiTime.Silo.Ask()"]);
        counts.CountAllocation("System.Byte[]", 50, ["System.Array.New()"]);
        counts.Bytes.ShouldBe(new Dictionary<(string, string), long> { [("System.Byte[]", "OptiTime.Silo.Read")] = 100, [("System.Byte[]", "the framework")] = 50 });
        counts.Allocated.ShouldBe(150);
    }
}
