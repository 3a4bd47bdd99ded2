using System.Collections.Immutable;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Explain;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.ByHand;

/// <summary>Where several serve together one may be replaced while the others stay, or all moved to another time. The branch checks every promise.</summary>
public sealed class AssignGroupTests
{
    private static readonly Role Trainer = Crews.AnyKind("technician", RolePlace.Site), Room = Crews.AnyKind("room", RolePlace.Site), Agent = Crews.AnyKind("agent", RolePlace.Remote);

    private static readonly Interval Monday = Lyon.MondaySpan("08:00-17:00");

    private readonly Branch _branch = new(settings: Lyon.Settings with { HorizonDays = 10 });

    public AssignGroupTests() => _branch.Hire(
        Lyon.Technician("T1"), Lyon.Technician("T2"), Lyon.Room("M1"), Lyon.Room("M2"), Lyon.Agent("A1"), Lyon.Agent("A2") with { Requires = [Crews.Needs("licence")] },
        Crews.Licence("L1"), Crews.Licence("L2"));

    private string Book(Interval between, params ImmutableArray<ServiceStep> steps)
    {
        Service service = Crews.Of("course", new PromiseRule([], Seconds.FromHours(1), null), steps);
        _branch.Sell(service);
        return _branch.Book(Branch.Ask(service, null, between));
    }

    private static ServiceStep Step(string name, ImmutableArray<Role> roles, StepFollows? follows = null) =>
        new(name, Seconds.FromHours(2), Seconds.Zero, roles, Seconds.Zero, null, follows);

    private static AssignWork Assign(string id, Moment? start, string? reason, params ImmutableArray<AssignedRole> roles) => new(id, false, roles, start, reason, true);

    private string[] Crew(string id, int step = 0) => [.. _branch.CommitmentOf(id).Steps[step].Assignments.Select(who => who.Resource)];

    [Fact]
    public void One_role_is_given_to_another_while_the_others_stay_where_they_are()
    {
        string booking = Book(Monday, Step("1", [Trainer, Room, Agent with { Kind = "agent" }]));
        string[] before = Crew(booking);
        Interval planned = _branch.Board.PlannedTimes(_branch.CommitmentOf(booking))[0];
        string other = before[1] == "M1" ? "M2" : "M1";

        Answer answer = _branch.Done(Assign(booking, null, null, new AssignedRole("room", other)));

        Crew(booking).ShouldBe([before[0], other, .. before[2..]]);
        answer.Planned.ShouldBe([planned]);
        answer.Commitment!.Cost.Select(line => line.Kind).ShouldContain("usage");
    }

    [Fact]
    public void Who_requires_something_brings_it_along_and_leaves_with_it()
    {
        string booking = Book(Monday, Step("1", [Room, Agent]));
        string[] before = Crew(booking);
        before.ShouldContain("A1", "A2 comes with a licence and is dearer");

        Refusal alone = _branch.Send(Assign(booking, null, null, new AssignedRole("agent", "A2"))).Refusal!;
        alone.Message.ShouldContain("cannot work without a 'licence'");
        _branch.Done(Assign(booking, null, null, new AssignedRole("agent", "A2"), new AssignedRole("licence", "L2")));
        Crew(booking).ShouldBe([before[0], "A2", "L2"]);
        _branch.Done(Assign(booking, null, null, new AssignedRole("licence", "L1")));
        Crew(booking).ShouldBe([before[0], "A2", "L1"]);
        _branch.Done(Assign(booking, null, null, new AssignedRole("agent", "A1")));
        Crew(booking).ShouldBe([before[0], "A1"]);
    }

    [Fact]
    public void All_are_moved_to_another_start_together_and_the_customer_is_called()
    {
        string booking = Book(Lyon.MondaySpan("09:00-11:00"), Step("1", [Trainer, Room]));

        _branch.Send(Assign(booking, Lyon.OnMonday("14:00"), null)).Refusal!.Checks.Select(check => check.Code).ShouldBe([CheckCodes.Told]);
        Answer answer = _branch.Done(Assign(booking, Lyon.OnMonday("14:00"), "they asked"));

        answer.Planned.ShouldBe([Lyon.MondaySpan("14:00-16:00")]);
        answer.ByHand!.CallCustomer.ShouldBeTrue();
        answer.Commitment!.Steps[0].Promise.ShouldBe(Lyon.MondaySpan("14:00-16:00"));
    }

    [Fact]
    public void The_days_of_a_course_move_together_and_keep_their_trainer()
    {
        var again = new StepFollows(["technician"], NextWorkingDay: true);
        string booking = Book(Lyon.MondaySpan("09:00-11:00") with { To = Lyon.At("2026-11-25T18:00") }, Step("1", [Trainer, Room]), Step("2", [Trainer, Room], again));
        string trainer = Crew(booking)[0], other = trainer == "T1" ? "T2" : "T1";

        _branch.Send(Assign(booking, null, null, new AssignedRole("technician", other, "2"))).Refusal!.Message.ShouldContain("would not follow the one before it");
        _branch.Done(Assign(booking, null, null, new AssignedRole("technician", other)));
        (Crew(booking)[0], Crew(booking, 1)[0]).ShouldBe((other, other));
        Answer answer = _branch.Done(Assign(booking, Lyon.At("2026-11-24T14:00"), "they asked"));

        answer.Planned.Select(time => time.From).ShouldBe([Lyon.At("2026-11-24T14:00"), Lyon.At("2026-11-25T14:00")]);
    }

    [Fact]
    public void A_role_that_several_play_is_named_for_all_of_them()
    {
        string booking = Book(Monday, Step("1", [Room, Trainer with { Count = 2 }]));

        _branch.Send(Assign(booking, null, null, new AssignedRole("technician", "T1"))).Refusal!.Remedy.ShouldBe("Name them all.");
        _branch.Hire(Lyon.Technician("T3"));
        _branch.Done(Assign(booking, null, null, new AssignedRole("technician", "T1"), new AssignedRole("technician", "T3")));

        Crew(booking)[1..].ShouldBe(["T1", "T3"]);
    }

    [Fact]
    public void A_group_that_has_no_place_is_given_one_where_everybody_is_named_and_the_start_is_said()
    {
        string booking = Book(Monday, Step("1", [Trainer, Room]));
        Moment start = _branch.Board.PlannedTimes(_branch.CommitmentOf(booking))[0].From;
        _branch.Done(new UnassignWork(booking, false, "all ill"));
        AssignedRole[] all = [new("technician", "T2"), new("room", "M2")];

        _branch.Send(Assign(booking, start, null, all[0])).Refusal!.Field.ShouldBe("resources");
        _branch.Send(Assign(booking, null, null, [.. all])).Refusal!.Field.ShouldBe("start");
        _branch.Done(Assign(booking, start, null, [.. all]));

        (_branch.CommitmentOf(booking).State, string.Join(" ", Crew(booking))).ShouldBe((CommitmentState.Confirmed, "T2 M2"));
    }
}
