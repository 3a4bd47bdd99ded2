using NodaTime;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Value;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Storage.Tests.Serialization;

/// <summary>One change of each type with every member filled. What is written in Golden/ was written from these, and stays readable for ever.</summary>
public static class GoldenChanges
{
    private static readonly Interval Promise = new(new Moment(848_000_000), new Moment(848_007_200));

    private static readonly WorkingPeriod Period = new(
        9_822, new Interval(new Moment(848_644_200), new Moment(848_676_600)), [new Interval(new Moment(848_660_400), new Moment(848_664_000))]);

    private static readonly LocalSpan Morning = new(new LocalTime(8, 0), new LocalTime(12, 30));

    private static readonly WorkingTime Hours = new(
        "Europe/Paris",
        [new Shift(
            [IsoDayOfWeek.Monday, IsoDayOfWeek.Friday], new LocalSpan(new LocalTime(7, 30, 15), LocalTime.Midnight),
            [new LocalSpan(new LocalTime(12, 0), new LocalTime(13, 0))])],
        [new SpecialDay(new LocalDate(2026, 12, 25), []), new SpecialDay(new LocalDate(2026, 12, 31), [new Shift([IsoDayOfWeek.Thursday], Morning, [])])],
        [new Absence(Promise, "leave"), new Absence(Period.Span, null)]);

    private static readonly Role Technician =
        new("technician", "technician", [new Skill("gas-boiler", 3), new Skill("électricité", 1)], 1, RolePlace.Customer,
            new RolePart(new Seconds(600), new Seconds(1_200)), new Seconds(300), new Seconds(120));

    private static readonly Role Room = new("room", null, [], 2, RolePlace.Site);

    private static readonly StepFollows Again = new(["technician"], NextWorkingDay: true);

    private static readonly Commitment Commitment = new Commitment(
        "B1042", CommitmentState.Held, "offer-1",
        new SoldService("boiler-maintenance", "Entretien", PriorityClass.Maintenance, new Money(12_990), 17), "C-1042", "gold", "CRM-778",
        [
            new CommittedStep(
                "visit", Promise, Promise.From, new Moment(848_003_600), new Seconds(3_600), new Seconds(600), null, "place-1",
                [new Assignment(Technician, "R-12", 0)]),
            new CommittedStep(
                "briefing", Promise, Promise.From, Promise.To, new Seconds(1_800), default, "OPERA", "site:OPERA",
                [new Assignment(Room, "room-3", 1, "loire")], new Seconds(60), new Seconds(86_400), Again),
        ],
        new Leg(new Seconds(840), new Metres(9_500)), [new CostLine("travel", new Money(840)), new CostLine("labour", new Money(-1))], new Moment(847_999_999), 60, true)
    {
        Loan = new Loan("ain", "B7"),
        Proposal = "B99",
        Pinned = true,
        Wanted = ["R-12", "R-7"],
    };

    public static IReadOnlyDictionary<string, Change> All { get; } = new Dictionary<string, Change>
    {
        ["territory-defined"] = new TerritoryDefined(
            new TerritorySettings(
                "rhone", "Rhône & Loire", "Europe/Paris", "EUR", new Location(45.764043, 4.835659), new Metres(60_000), 90, [TravelProfile.Car],
                new Money(1_500), new OpportunitySettings(0.5, [new TierValue("platine", 2.5)]), new Seconds(3_600),
                new InstabilityRates(new Money(250), new Money(2_000), new Money(9_000)))
            {
                LendsTo = ["ain"],
                Traffic = [new TrafficDelay(new Location(45.76, 4.84), new Metres(2_500), Promise, 1.5)],
                Repair = new RepairBudget(3, new Seconds(1_800), 4, 2),
            },
            9_822, 9_912),
        ["site-defined"] = new SiteDefined(new Site("OPERA", "Opéra", new Location(48.87, 2.33), Hours), [Period]),
        ["site-removed"] = new SiteRemoved("OPERA"),
        ["resource-defined"] = new ResourceDefined(
            new Resource(
                "R-12", "Tech \"12\"", "technician", Mobility.Mobile, null, "home:R-12", "car", 1, [new Skill("gas-boiler", 3)], Hours,
                new CostRates(new Money(4_200), new Money(45)), [new Requirement("van", "vehicle", [new Skill("load", 2)]), new Requirement("meter", null, [new Skill("gas", 1)])],
                new Overtime(new Seconds(5_400), new Money(2_100)))
            {
                LentTo = ["ain", "loire"],
            },
            [Period]),
        ["resource-removed"] = new ResourceRemoved("R-12"),
        ["commitment-recorded"] = new CommitmentRecorded(Commitment, "grève"),
        ["done-by-hand"] = new DoneByHand("B1042", HandAct.Assigned, "le client insiste", ["told", "overtime"], CallCustomer: true),
        ["commitment-ended"] = new CommitmentEnded("B1042", Ending.Cancelled, "déménagement"),
        ["tour-planned"] = new TourPlanned(
            "R-12", 0, Period.Span.From, [new PlannedStop("B1042", 1, Promise, new Leg(new Seconds(840), new Metres(7_200)), new Interval(new Moment(848_000_300), new Moment(848_003_900)))],
            new Leg(new Seconds(600), new Metres(5_000))),
        ["proposal-opened"] = new ProposalOpened(new Proposal(
            "B99", "R7", Commitment with { State = CommitmentState.Confirmed, HeldUntil = null, Priority = null, Loan = null, Proposal = null, Pinned = null, Wanted = null }, [Promise],
            [
                new Alternative([new ProposedMove("B1042", IsJob: false, Commitment.Steps, [Promise], Commitment.Steps, [Period.Span], Call: true, "B991")]),
                new Alternative([new ProposedMove("J7", IsJob: true, [Commitment.Steps[0]], [Promise], [], [], Call: false, null)]) { Cost = new Money(-1_250) },
            ],
            new Moment(848_000_900))
        {
            Rescheduled = Commitment with { Id = "B7", State = CommitmentState.Confirmed, HeldUntil = null, Priority = null, Loan = null, Proposal = null, Wanted = null },
        }),
        ["proposal-ended"] = new ProposalEnded("B99", ProposalEnding.Accepted, "tous d'accord", 0),
        ["horizon-advanced"] = new HorizonAdvanced(
            9_823, 9_913, [new NewPeriods("OPERA", [Period])], [new NewPeriods("R-12", []), new NewPeriods("R-13", [Period])]),
        ["offers-remembered"] = new OffersRemembered(471_000, ["offer-2"], ["offer-1", "offer-0"]),
        ["repair-recorded"] = new RepairRecorded(new RepairEntry(
            "R7", new Moment(848_000_123), new UrgentWork("B9", "boiler-repair", new Moment(848_009_000), "no heating"), "dispatch", new RepairTotals(0, new Seconds(3_600), new Money(4_200)),
            new RepairTotals(1, new Seconds(3_300), new Money(3_900)), 1, new Seconds(600),
            [
                new RepairLine("B1", CommitmentState.Confirmed, 0, RepairOutcome.Moved, "R-12", Promise, "R-13", Period.Span, "R-12 is absent"),
                new RepairLine("B2", CommitmentState.Held, 1, RepairOutcome.Released, "R-12", Promise, null, null, "site closed") { Loan = new Loan("loire", "B77") },
                new RepairLine("B9", CommitmentState.Confirmed, 0, RepairOutcome.Placed, null, null, "R-12", Period.Span, "urgent work came up"),
            ])
        {
            Proposals = ["R7A"],
        }),
        ["customer-called"] = new CustomerCalled("B1042", CallOutcome.NotReached, "répondeur"),
        ["service-defined"] = new ServiceDefined(new Service(
            "boiler-maintenance", "Entretien", PriorityClass.Urgent,
            [
                new ServiceStep("visit", new Seconds(3_600), new Seconds(600), [Technician, Room], default, null),
                new ServiceStep("again", new Seconds(60), default, [Technician], new Seconds(1), new Seconds(86_400), Again),
            ],
            new PromiseRule([Morning], new Seconds(900), new Seconds(1_800)), new Seconds(7_200), ["OPERA"], new Money(12_990),
            [new ServiceLevel("gold", new Seconds(14_400), new PromiseRule([], new Seconds(600), null), new Money(9_990)), new ServiceLevel("silver", null, null, null)])),
        ["service-removed"] = new ServiceRemoved("boiler-maintenance"),
    };
}
