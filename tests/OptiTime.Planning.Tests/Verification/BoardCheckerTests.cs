using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Verification;

/// <summary>Each test breaks one rule of a plan that keeps all, and the checker names that rule and no other.</summary>
public sealed class BoardCheckerTests
{
    private static readonly Snapshot Plan = QuietMonday.Snapshot;

    [Fact]
    public void A_plan_that_keeps_every_promise_has_no_breach() => BoardChecker.Check(Plan).ShouldBeEmpty();

    [Fact]
    public void The_hand_written_plan_is_a_board_and_stays_as_it_is() =>
        Facts.Of(BoardSnapshot.Of(Board.Restore(Plan))).ShouldBe(Facts.Of(Plan));

    [Fact]
    public void A_snapshot_without_its_territory_is_named() =>
        Breaks(Plan.Without<TerritoryDefined>(_ => true), PlanRules.Facts, "lyon");

    [Fact]
    public void A_tour_of_nobody_is_named() =>
        Breaks(Plan.And(new TourPlanned("T9", 0, Lyon.OnMonday("08:00"), [], default)), PlanRules.Facts, "T9");

    [Fact]
    public void A_tour_outside_every_working_period_is_named() =>
        Breaks(Plan.WithTour("A1", tour => tour with { PeriodStart = Lyon.OnMonday("08:01") }), PlanRules.Facts, "A1");

    [Fact]
    public void A_tour_planned_twice_is_named() =>
        Breaks(Plan.And(new TourPlanned("T1", 0, Lyon.OnMonday("08:00"), [], default)), PlanRules.Facts, "T1");

    [Fact]
    public void A_tour_of_a_unit_that_is_not_there_is_named() =>
        Breaks(Plan.And(new TourPlanned("M1", 2, Lyon.OnMonday("07:30"), [], default)), PlanRules.Unit, "M1");

    [Fact]
    public void Working_periods_that_overlap_are_named() => Breaks(
        Plan.With<ResourceDefined>(
            resource => resource.Resource.Id == "A1",
            resource => resource with { Periods = [resource.Periods[0], new WorkingPeriod(Lyon.Monday, Lyon.MondaySpan("16:00-18:00"), [])] }),
        PlanRules.Calendar, "A1");

    [Fact]
    public void A_break_outside_its_period_is_named() => Breaks(
        Plan.With<ResourceDefined>(
            resource => resource.Resource.Id == "A1",
            resource => resource with { Periods = [resource.Periods[0] with { Breaks = [Lyon.MondaySpan("16:30-17:30")] }] }),
        PlanRules.Calendar, "A1");

    [Fact]
    public void A_working_period_off_the_board_is_named() => Breaks(
        Plan.With<SiteDefined>(_ => true, site => site with
        {
            Open = [new WorkingPeriod(Lyon.Monday, Lyon.MondaySpan("07:30-20:00"), []), new WorkingPeriod(Lyon.Monday + 8, new Interval(Lyon.At("2026-12-01T08:00"), Lyon.At("2026-12-01T09:00")), [])],
        }),
        PlanRules.Calendar, "OPERA");

    [Fact]
    public void A_unit_occupied_twice_is_named() => Breaks(
        Plan.And(new CommitmentRecorded(Sold.Booking("B5", Sold.Agent, "A1", Lyon.MondaySpan("09:00-09:30"), 30)))
            .WithTour("A1", tour => tour with { Stops = tour.Stops.Add(tour.Stops[0] with { Commitment = "B5", During = Lyon.MondaySpan("09:29-09:59") }) }),
        PlanRules.DoubleBooking, "B5", PlanRules.Order);

    [Fact]
    public void One_who_plays_two_roles_at_once_is_named() =>
        Breaks(Plan.WithStep("B4", step => step with { Assignments = [step.Assignments[0], step.Assignments[0]] }), PlanRules.DoubleBooking, "B4");

    [Fact]
    public void A_stop_outside_its_working_period_is_named() => Breaks(
        Plan.WithStep("B4", step => step with { EarliestStart = Lyon.OnMonday("16:31"), LatestStart = Lyon.OnMonday("16:31"), Promise = Lyon.MondaySpan("16:31-17:01") })
            .At("B4", "16:31-17:01"),
        PlanRules.WorkingPeriod, "B4", PlanRules.Travel);

    [Fact]
    public void A_stop_over_a_break_is_named() => Breaks(
        Plan.WithStep("B4", step => step with { EarliestStart = Lyon.OnMonday("11:45"), LatestStart = Lyon.OnMonday("11:45"), Promise = Lyon.MondaySpan("11:45-12:15") })
            .At("B4", "11:45-12:15"),
        PlanRules.Break, "B4");

    [Fact]
    public void Stops_out_of_order_are_named() => Breaks(
        Plan.And(new CommitmentRecorded(Sold.Booking("B5", Sold.Agent, "A1", Lyon.MondaySpan("08:00-08:30"), 30)))
            .WithTour("A1", tour => tour with { Stops = tour.Stops.Add(tour.Stops[0] with { Commitment = "B5", During = Lyon.MondaySpan("08:00-08:30") }) }),
        PlanRules.Order, "B5");

    [Fact]
    public void A_stop_before_the_way_from_home_is_over_is_named() => Breaks(Plan.At("B1", "08:02-09:02"), PlanRules.Travel, "B1");

    [Fact]
    public void A_way_that_only_fits_when_driven_through_the_break_is_named() => Breaks(
        Plan.WithStep("B1", step => step with { LatestStart = Lyon.OnMonday("10:55"), Promise = Lyon.MondaySpan("08:00-11:00") })
            .At("B1", "10:50-11:50").At("B2", "13:00-14:30"),
        PlanRules.Travel, "B2");

    [Fact]
    public void A_way_interrupted_by_the_break_is_no_breach() => BoardChecker.Check(
        Plan.WithStep("B1", step => step with { LatestStart = Lyon.OnMonday("10:55"), Promise = Lyon.MondaySpan("08:00-11:00") })
            .At("B1", "10:50-11:50")).ShouldBeEmpty();

    [Fact]
    public void A_way_home_that_ends_after_work_is_named() => Breaks(Plan.At("H1", "16:25-16:55"), PlanRules.Travel, "T1");

    [Fact]
    public void A_negative_way_is_named() =>
        Breaks(Plan.WithStop("B1", stop => stop with { Leg = new Leg(new Seconds(300), new Metres(-1)) }), PlanRules.Leg, "B1");

    [Fact]
    public void A_way_faster_than_the_fastest_hour_is_named() => Breaks(
        Plan.WithStop("B2", stop => stop with { Leg = stop.Leg with { Time = new Seconds((int)(stop.Leg.Distance.Value * 3.6 / 45) - 3) } }), PlanRules.Leg, "B2");

    [Fact]
    public void A_way_at_the_speed_of_the_fastest_hour_is_no_breach() => BoardChecker.Check(
        Plan.WithStop("B2", stop => stop with { Leg = stop.Leg with { Time = new Seconds((int)(stop.Leg.Distance.Value * 3.6 / 45)) } })).ShouldBeEmpty();

    [Theory]
    [InlineData(-200)]
    [InlineData(200)]
    public void A_way_of_another_length_than_the_places_say_is_named(int metres) => Breaks(
        Plan.WithTour("T1", tour => tour with { Return = new Leg(new Seconds(1_800), tour.Return.Distance + new Metres(metres)) }), PlanRules.Leg, "T1");

    [Fact]
    public void A_way_to_an_erased_place_keeps_its_record() => BoardChecker.Check(
        Plan.WithStop("B1", stop => stop with { Leg = stop.Leg with { Distance = new Metres(10) } }) with
        {
            Places = [.. Plan.Places.Select(place => place.Id == "at-B1" ? place with { Location = null } : place)],
        }).ShouldBeEmpty();

    [Fact]
    public void A_way_planned_before_the_profile_changed_keeps_its_record_but_is_never_shorter_than_the_great_circle()
    {
        TerritorySettings straighter = Lyon.Settings with { Profiles = [TravelProfile.Car with { DetourFactor = 1.2 }] };
        var defined = new RecordedChange(8, new TerritoryDefined(straighter, Lyon.Monday, Lyon.Monday + 7));
        Snapshot changed = Plan with { Changes = Plan.Changes.SetItem(0, defined) };
        BoardChecker.Check(changed).ShouldBeEmpty();
        Breaks(changed.WithStop("B2", stop => stop with { Leg = stop.Leg with { Distance = new Metres(stop.Leg.Distance.Value / 2) } }), PlanRules.Leg, "B2");
    }

    [Fact]
    public void A_way_of_a_room_is_named() => Breaks(Plan.WithStop("B3", stop => stop with { Leg = new Leg(new Seconds(1), default) }), PlanRules.Leg, "M1");

    [Theory]
    [InlineData("13:00-14:30", "13:15", "13:30")]
    [InlineData("13:31-15:01", "13:15", "13:30")]
    public void A_start_outside_the_starts_agreed_is_named(string during, string earliest, string latest) => Breaks(
        Plan.WithStep("B2", step => step with { EarliestStart = Lyon.OnMonday(earliest), LatestStart = Lyon.OnMonday(latest) }).At("B2", during), PlanRules.Promise, "B2");

    [Theory]
    [InlineData("12:59", "14:00")]
    [InlineData("13:00", "15:00")]
    [InlineData("14:00", "13:30")]
    public void Starts_agreed_that_break_the_promise_are_named(string earliest, string latest) => Breaks(
        Plan.WithStep("B2", step => step with { EarliestStart = Lyon.OnMonday(earliest), LatestStart = Lyon.OnMonday(latest) }),
        PlanRules.Promise, "B2");

    [Fact]
    public void A_stop_shorter_than_committed_is_named() => Breaks(Plan.At("B2", "13:30-14:59"), PlanRules.Duration, "B2");

    [Fact]
    public void Roles_played_at_different_times_are_named() => Breaks(
        Plan.And(new ResourceDefined(Lyon.Agent("A2"), Lyon.Periods(Lyon.OfficeHours)))
            .WithStep("B4", step => step with { LatestStart = Lyon.OnMonday("09:15"), Assignments = [step.Assignments[0], new Assignment(Sold.Agent, "A2", 0)] })
            .And(new TourPlanned("A2", 0, Lyon.OnMonday("08:00"), [new PlannedStop("B4", 0, Lyon.MondaySpan("09:15-09:45"), default)], default)),
        PlanRules.Together, "B4");

    [Fact]
    public void A_stop_that_is_taken_for_less_than_its_role_takes_is_named()
    {
        Snapshot cleaned = Plan.WithRole("B3", who => who with { Role = who.Role with { CleanUp = Seconds.FromMinutes(20) } });
        Breaks(cleaned, PlanRules.Duration, "B3");
        BoardChecker.Check(cleaned.WithStop("B3", stop => stop with { During = Lyon.MondaySpan("10:00-11:50"), Service = stop.During })).ShouldBeEmpty();
        Breaks(cleaned.WithStop("B3", stop => stop with { During = Lyon.MondaySpan("10:00-11:40"), Service = stop.During }), PlanRules.Duration, "B3");
    }

    [Fact]
    public void Who_serves_without_what_they_require_is_named()
    {
        var licence = new Requirement("licence", "licence", []);
        Snapshot plan = Plan.WithResource("A1", agent => agent with { Requires = [licence] });
        Breaks(plan, PlanRules.Required, "'A1' require one each");
        Resource pool = Lyon.Agent("L1") with { Kind = "licence" };
        Snapshot whole = plan.And(new ResourceDefined(pool, Lyon.Periods(Lyon.OfficeHours)))
            .WithStep("B4", step => step with { Assignments = [step.Assignments[0], new Assignment(licence.RoleFor(step.Assignments[0].Role, RolePlace.Remote), "L1", 0)] })
            .And(new TourPlanned("L1", 0, Lyon.OnMonday("08:00"), [new PlannedStop("B4", 0, Lyon.MondaySpan("09:00-09:30"), default)], default));
        BoardChecker.Check(whole).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("10:00", 0, null, null)]
    [InlineData("10:00", 30, 30, null)]
    [InlineData("10:00", 31, null, "following")]
    [InlineData("10:00", 0, 29, "following")]
    public void Steps_that_do_not_follow_each_other_as_sold_are_named(string start, int least, int? most, string? rule)
    {
        Moment second = Lyon.OnMonday(start);
        Snapshot plan = Plan
            .WithCommitment("B4", booking => booking with
            {
                Steps =
                [
                    booking.Steps[0],
                    booking.Steps[0] with
                    {
                        Name = "2", Promise = new Interval(second, second + Seconds.FromMinutes(30)), EarliestStart = second, LatestStart = second,
                        MinimumLag = Seconds.FromMinutes(least), MaximumLag = most is { } minutes ? Seconds.FromMinutes(minutes) : null,
                    },
                ],
            })
            .WithTour("A1", tour => tour with { Stops = tour.Stops.Add(new PlannedStop("B4", 1, new Interval(second, second + Seconds.FromMinutes(30)), default)) });
        BoardChecker.Check(plan).Select(breach => breach.Rule).ShouldBe(rule is null ? [] : [rule]);
        if (rule is not null) return;
        Breaks(FollowedBy(plan, new StepFollows(["agent"], NextWorkingDay: true)), PlanRules.Following, "which is not the time of");
        Snapshot changed = FollowedBy(plan, new StepFollows(["agent"], NextWorkingDay: false));
        BoardChecker.Check(changed).ShouldBeEmpty();
        Breaks(
            changed.WithCommitment("B4", booking => booking with
            {
                Steps = booking.Steps.SetItem(0, booking.Steps[0] with { Assignments = [booking.Steps[0].Assignments[0] with { Role = Sold.Agent with { Name = "other" } }] }),
            }),
            PlanRules.Following, "'agent' is played by");
    }

    private static Snapshot FollowedBy(Snapshot plan, StepFollows follows) => plan.WithCommitment(
        "B4", booking => booking with { Steps = booking.Steps.SetItem(1, booking.Steps[1] with { Follows = follows }) });

    [Fact]
    public void Another_kind_than_the_roles_is_named() => Breaks(Plan.WithResource("A1", agent => agent with { Kind = "expert" }), PlanRules.Qualification, "A1");

    [Fact]
    public void A_missing_skill_is_named() => Breaks(Plan.WithResource("T1", technician => technician with { Skills = [] }), PlanRules.Qualification, "gas-boiler");

    [Fact]
    public void A_skill_below_its_level_is_named() =>
        Breaks(Plan.WithResource("M1", room => room with { Skills = [new Skill("seats", 7)] }), PlanRules.Qualification, "level 7");

    [Fact]
    public void What_is_done_was_done_by_who_could_do_it_then()
    {
        Snapshot later = Plan.WithResource("T1", technician => technician with { Skills = [], Home = "at-B2" }).Without<SiteDefined>(_ => true);
        BoardChecker.Check(later).Select(breach => breach.Rule).Distinct().Order().ShouldBe([PlanRules.Leg, PlanRules.Qualification, PlanRules.SiteHours]);
        BoardChecker.Check(later with { At = Lyon.OnMonday("17:00") }).ShouldBeEmpty();
    }

    [Fact]
    public void A_role_at_the_customers_needs_one_who_travels() =>
        Breaks(Plan.WithRole("B4", who => who with { Role = who.Role with { Where = RolePlace.Customer } }), PlanRules.Mobility, "A1");

    [Fact]
    public void A_role_by_phone_needs_one_who_is_remote() =>
        Breaks(Plan.WithRole("B3", who => who with { Role = who.Role with { Where = RolePlace.Remote } }), PlanRules.Mobility, "M1");

    [Fact]
    public void A_role_at_a_site_needs_the_room_that_stands_there() => Breaks(
        Plan.And(new SiteDefined(Lyon.Gerland, Lyon.Periods(Lyon.Gerland.Opening))).WithStep("B3", step => step with { Site = "GERLAND", Place = "site:GERLAND" }),
        PlanRules.Mobility, "M1");

    [Fact]
    public void A_role_at_a_site_may_be_played_by_one_who_travels_there()
    {
        Role trainer = Sold.Technician with { Where = RolePlace.Site };
        BoardChecker.Check(Plan.WithStep("B1", step => step with { Site = "OPERA", Place = "site:OPERA", Assignments = [step.Assignments[0] with { Role = trainer }] })
            .WithStop("B1", stop => stop with { Leg = QuietMonday.Way(Lyon.Villeurbanne, Lyon.Opera.Location) })
            .WithStop("B2", stop => stop with { Leg = QuietMonday.Way(Lyon.Opera.Location, Lyon.Venissieux) })).ShouldBeEmpty();
    }

    [Fact]
    public void An_assignment_to_a_unit_beyond_the_capacity_is_named() => Breaks(
        Plan.WithResource("M1", room => room with { Capacity = 1 }).WithRole("B3", who => who with { Unit = 1 }).WithTour("M1", tour => tour with { Unit = 1 }),
        PlanRules.Unit, "B3");

    [Fact]
    public void A_room_used_while_its_site_is_closed_is_named() => Breaks(
        Plan.With<SiteDefined>(_ => true, site => site with { Open = [site.Open[0] with { Span = Lyon.MondaySpan("10:01-20:00") }] }), PlanRules.SiteHours, "B3");

    [Fact]
    public void A_room_used_over_its_sites_break_is_named() => Breaks(
        Plan.With<SiteDefined>(_ => true, site => site with { Open = [site.Open[0] with { Breaks = [Lyon.MondaySpan("11:29-11:45")] }] }), PlanRules.SiteHours, "B3");

    [Fact]
    public void A_room_of_a_site_that_is_gone_is_named() => Breaks(Plan.Without<SiteDefined>(_ => true), PlanRules.SiteHours, "OPERA");

    [Fact]
    public void A_commitment_that_stands_nowhere_is_named() =>
        Breaks(Plan.WithTour("A1", tour => tour with { Stops = [] }), PlanRules.Standing, "B4");

    [Fact]
    public void A_commitment_that_stands_twice_is_named() => Breaks(
        Plan.WithStep("B4", step => step with { LatestStart = Lyon.OnMonday("10:00"), Promise = Lyon.MondaySpan("09:00-10:30") })
            .WithTour("A1", tour => tour with { Stops = tour.Stops.Add(tour.Stops[0] with { During = Lyon.MondaySpan("09:30-10:00") }) }),
        PlanRules.Standing, "B4", PlanRules.Together);

    [Fact]
    public void A_stop_of_a_commitment_that_has_ended_is_named() =>
        Breaks(Plan.Without<CommitmentRecorded>(record => record.Commitment.Id == "B4"), PlanRules.Standing, "B4");

    [Fact]
    public void A_stop_on_another_resource_than_assigned_is_named() =>
        Breaks(Plan.WithRole("B3", who => who with { Unit = 1 }), PlanRules.Standing, "B3");

    [Fact]
    public void A_part_that_left_the_board_with_its_day_is_no_breach_while_another_part_stays()
    {
        var sunday = new Interval(Lyon.At("2026-11-22T09:00"), Lyon.At("2026-11-22T09:30"));
        CommittedStep yesterday = Sold.Booking("B4", Sold.Agent, "A1", sunday, 30).Steps[0];
        Snapshot twoDays = Plan.WithCommitment("B4", commitment => commitment with { Steps = [.. commitment.Steps, yesterday] });
        BoardChecker.Check(twoDays).ShouldBeEmpty();
        Snapshot yesterdayAlone = twoDays.Without<TourPlanned>(tour => tour.Resource == "A1").WithCommitment("B4", commitment => commitment with { Steps = [yesterday] });
        Breaks(yesterdayAlone, PlanRules.Standing, "B4");
    }

    [Fact]
    public void A_booking_without_its_place_that_binds_somebody_for_what_is_to_come_is_named()
    {
        CommittedStep lost = Sold.Booking("B4", Sold.Agent, "A1", Lyon.MondaySpan("15:00-15:30"), 30).Steps[0] with { Assignments = [] };
        Snapshot broken = Plan.WithCommitment("B4", booking => booking with { State = CommitmentState.Broken, Steps = [.. booking.Steps, lost] });
        Breaks(broken, PlanRules.Standing, "B4");
        BoardChecker.Check(broken with { At = Lyon.OnMonday("16:00") }).ShouldNotContain(breach => breach.Message.Contains("B4"), "what had begun stays");
    }

    [Fact]
    public void Who_has_their_place_and_wants_somebody_back_is_named() =>
        Breaks(Plan.WithCommitment("B4", booking => booking with { Wanted = ["A1"] }), PlanRules.Life, "B4");

    [Fact]
    public void A_hold_without_an_expiry_is_named() => Breaks(Plan.WithCommitment("H1", hold => hold with { HeldUntil = null }), PlanRules.Expiry, "H1");

    [Fact]
    public void A_booking_with_an_expiry_is_named() =>
        Breaks(Plan.WithCommitment("B1", booking => booking with { HeldUntil = Lyon.OnMonday("07:00") }), PlanRules.Expiry, "B1");

    /// <summary>Exactly this rule is broken (and those that cannot but break with it), and the message names what is at fault.</summary>
    private static void Breaks(Snapshot plan, string rule, string named, params string[] also)
    {
        IReadOnlyList<Breach> breaches = BoardChecker.Check(plan);
        breaches.Select(breach => breach.Rule).Distinct().Order().ShouldBe(also.Append(rule).Order(), string.Join("\n", breaches));
        breaches.ShouldContain(breach => breach.Rule == rule && breach.Message.Contains(named, StringComparison.Ordinal), string.Join("\n", breaches));
    }
}
