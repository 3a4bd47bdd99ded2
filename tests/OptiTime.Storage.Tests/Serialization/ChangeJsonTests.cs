using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Storage.Serialization;
using OptiTime.Storage.Tests.Support;

namespace OptiTime.Storage.Tests.Serialization;

public sealed class ChangeJsonTests
{
    public static TheoryData<string> Names => [.. GoldenChanges.All.Keys];

    private static Change Read(string json, ChangeJson? reader = null) => (reader ?? ChangeJson.Current).Read(Encoding.UTF8.GetBytes(json), "rhone", 7);

    private static string Golden(string name, int? schema = null)
    {
        string file = $"{name}.{schema ?? ChangeTypes.SchemaOf(GoldenChanges.All[name].GetType())}.json";
        using var reader = new StreamReader(typeof(ChangeJsonTests).Assembly.GetManifestResourceStream(file)!);
        return reader.ReadToEnd().TrimEnd('\n');
    }

    [Theory, MemberData(nameof(Names))]
    public void What_was_once_written_is_read_as_the_same_value_and_written_as_the_same_bytes(string name)
    {
        Change read = Read(Golden(name));

        Structure.Of(read).ShouldBe(Structure.Of(GoldenChanges.All[name]));
        Encoding.UTF8.GetString(ChangeJson.Write(read)).ShouldBe(Golden(name));
    }

    [Fact]
    public void A_commitment_recorded_before_there_were_reasons_is_read_without_one()
    {
        var then = (CommitmentRecorded)GoldenChanges.All["commitment-recorded"];

        Structure.Of(Read(Golden("commitment-recorded", schema: 1))).ShouldBe(Structure.Of(Alone(then with { Reason = null })));
    }

    [Fact]
    public void A_commitment_recorded_before_anything_could_be_pinned_or_kept_for_a_proposal_is_read_as_neither()
    {
        var now = (CommitmentRecorded)GoldenChanges.All["commitment-recorded"];

        Structure.Of(Read(Golden("commitment-recorded", schema: 3))).ShouldBe(Structure.Of(now with { Commitment = now.Commitment with { Pinned = null, Proposal = null, Wanted = null } }));
    }

    [Fact]
    public void What_has_its_place_is_written_as_it_was_before_a_broken_booking_could_say_whom_it_had()
    {
        var now = (CommitmentRecorded)GoldenChanges.All["commitment-recorded"];
        CommitmentRecorded then = now with { Commitment = now.Commitment with { Wanted = null } };

        Encoding.UTF8.GetString(ChangeJson.Write(then)).ShouldBe(Golden("commitment-recorded", schema: 4));
        Structure.Of(Read(Golden("commitment-recorded", schema: 4))).ShouldBe(Structure.Of(then));
    }

    [Theory]
    [InlineData("commitment-recorded", 2)]
    [InlineData("tour-planned", 1)]
    [InlineData("resource-defined", 1)]
    [InlineData("service-defined", 1)]
    public void What_was_written_before_several_could_serve_together_is_read_without_what_belongs_to_that(string name, int schema) =>
        Structure.Of(Read(Golden(name, schema))).ShouldBe(Structure.Of(Alone(GoldenChanges.All[name])));

    [Fact]
    public void A_resource_defined_before_there_was_overtime_is_read_without_any()
    {
        var now = (ResourceDefined)GoldenChanges.All["resource-defined"];

        Structure.Of(Read(Golden("resource-defined", schema: 2))).ShouldBe(Structure.Of(now with { Resource = now.Resource with { Overtime = null, LentTo = null } }));
    }

    /// <summary>A change without the parts, setups, requirements and lags of groups.</summary>
    private static Change Alone(Change change) => change switch
    {
        CommitmentRecorded { Commitment: var commitment } recorded => recorded with
        {
            Commitment = commitment with
            {
                Loan = null,
                Proposal = null,
                Pinned = null,
                Wanted = null,
                Priority = null,
                AnyResource = null,
                Steps = [.. commitment.Steps.Select(step => step with
                {
                    Assignments = [.. step.Assignments.Select(who => who with { Role = Alone(who.Role), Territory = null })], MinimumLag = null, MaximumLag = null, Follows = null,
                })],
            },
        },
        TourPlanned tour => tour with { Stops = [.. tour.Stops.Select(stop => stop with { Service = null })] },
        ResourceDefined defined => defined with { Resource = defined.Resource with { Requires = null, Overtime = null, LentTo = null } },
        ServiceDefined { Service: var service } => new ServiceDefined(
            service with { Steps = [.. service.Steps.Select(step => step with { Roles = [.. step.Roles.Select(Alone)], Follows = null })], Levels = null }),
        _ => change,
    };

    private static Role Alone(Role role) => role with { Part = null, Setup = null, CleanUp = null };

    [Fact]
    public void A_territory_defined_before_anything_was_said_of_opportunity_and_moving_reads_as_it_is()
    {
        var now = (TerritoryDefined)GoldenChanges.All["territory-defined"];

        Structure.Of(Read(Golden("territory-defined", schema: 1))).ShouldBe(Structure.Of(now with { Settings = now.Settings with { Opportunity = null, Freeze = null, Instability = null, LendsTo = null, Traffic = null, Repair = null } }));
    }

    [Fact]
    public void What_was_written_before_there_were_proposals_reads_as_it_is()
    {
        var territory = (TerritoryDefined)GoldenChanges.All["territory-defined"];
        var recorded = (CommitmentRecorded)GoldenChanges.All["commitment-recorded"];

        Structure.Of(Read(Golden("territory-defined", schema: 2))).ShouldBe(Structure.Of(territory with
        {
            Settings = territory.Settings with { Instability = territory.Settings.Instability! with { Renegotiated = null }, Traffic = null, Repair = null },
        }));
        Structure.Of(Read(Golden("commitment-recorded", schema: 3))).ShouldBe(Structure.Of(recorded with { Commitment = recorded.Commitment with { Proposal = null, Pinned = null, Wanted = null } }));
    }

    [Fact]
    public void What_was_written_before_work_could_be_urgent_reads_as_it_is()
    {
        var territory = (TerritoryDefined)GoldenChanges.All["territory-defined"];
        var recorded = (RepairRecorded)GoldenChanges.All["repair-recorded"];

        Structure.Of(Read(Golden("territory-defined", schema: 3))).ShouldBe(Structure.Of(territory with { Settings = territory.Settings with { Repair = null } }));
        Structure.Of(Read(Golden("repair-recorded", schema: 1))).ShouldBe(Structure.Of(recorded with
        {
            Repair = recorded.Repair with { Disruption = new WorkOverruns("B1042", 1, new Moment(848_009_000)), Lines = [.. Unlent(recorded).Repair.Lines[..2]] },
        }));
    }

    [Fact]
    public void A_repair_of_nothing_that_is_lent_is_written_as_before_and_one_of_before_reads_as_it_is()
    {
        RepairRecorded then = Unlent((RepairRecorded)GoldenChanges.All["repair-recorded"]);

        Encoding.UTF8.GetString(ChangeJson.Write(then)).ShouldBe(Golden("repair-recorded", schema: 2));
        Structure.Of(Read(Golden("repair-recorded", schema: 2))).ShouldBe(Structure.Of(then));
    }

    private static RepairRecorded Unlent(RepairRecorded recorded) =>
        recorded with { Repair = recorded.Repair with { Lines = [.. recorded.Repair.Lines.Select(line => line with { Loan = null })] } };

    [Fact]
    public void A_proposal_opened_before_bookings_could_be_rescheduled_by_one_is_read_without_any_and_without_prices()
    {
        Proposal now = ((ProposalOpened)GoldenChanges.All["proposal-opened"]).Proposal;

        Structure.Of(Read(Golden("proposal-opened", schema: 1))).ShouldBe(Structure.Of(new ProposalOpened(now with
        {
            Rescheduled = null,
            Alternatives = [.. now.Alternatives.Select(alternative => alternative with { Cost = null })],
        })));
    }

    [Fact]
    public void Every_type_of_change_has_a_name_and_a_golden_file()
    {
        IEnumerable<Type> types = typeof(Change).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Change)) && !type.IsAbstract);

        GoldenChanges.All.Values.Select(change => change.GetType()).ShouldBe(types, ignoreOrder: true);
        ChangeTypes.All.ShouldBe(GoldenChanges.All.Keys, ignoreOrder: true);
    }

    [Fact]
    public void Members_may_come_in_any_order_since_databases_sort_them() =>
        Read("""{"id":"c1","reason":"x","schema":1,"ending":"expired","type":"commitment-ended"}""")
            .ShouldBe(new CommitmentEnded("c1", Ending.Expired, "x"));

    [Theory]
    [InlineData("""{"type":"moon-landed","schema":1}""", "'moon-landed' of schema 1")]
    [InlineData("""{"type":"site-removed","schema":2,"id":"s"}""", "'site-removed' of schema 2")]
    [InlineData("""{"type":"site-removed","schema":0,"id":"s"}""", "'site-removed' of schema 0")]
    public void A_change_this_build_does_not_know_is_refused_with_its_place_in_the_log(string json, string named) =>
        Should.Throw<UnknownChangeException>(() => Read(json)).Message.ShouldStartWith($"Log 'rhone' version 7 holds a change {named}");

    [Theory]
    [InlineData("""{"type":"site-removed","schema":1}""")]
    [InlineData("""{"type":"site-removed","schema":1,"id":null}""")]
    [InlineData("""{"type":"site-removed","schema":1,"id":"s","colour":"red"}""")]
    [InlineData("""{"type":"site-removed","schema":1,"id":"s","id":"t"}""")]
    [InlineData("""{"type":"commitment-ended","schema":1,"id":"c","ending":3}""")]
    [InlineData("""{"type":"tour-planned","schema":1,"resource":"r","unit":0,"periodStart":1,"return":[0,0]}""")]
    [InlineData("""{"type":"tour-planned","schema":1,"resource":"r","unit":0,"periodStart":1,"stops":[],"return":[0]}""")]
    [InlineData("""{"schema":1,"id":"s"}""")]
    [InlineData("[]")]
    public void A_change_that_lacks_something_or_has_too_much_is_no_change(string json) => Should.Throw<JsonException>(() => Read(json));

    [Fact]
    public void An_old_schema_is_upcast_step_by_step()
    {
        var json = new ChangeJson(new Dictionary<(string, int), Func<JsonObject, JsonObject>>
        {
            [("site-closed", 1)] = old => new JsonObject { ["type"] = "site-removed", ["schema"] = 0, ["name"] = (string)old["what"]! },
            [("site-removed", 0)] = old => new JsonObject { ["type"] = "site-removed", ["schema"] = 1, ["id"] = (string)old["name"]! },
        });

        Read("""{"type":"site-closed","schema":1,"what":"OPERA"}""", json).ShouldBe(new SiteRemoved("OPERA"));
        json.ReadAll("""[{"type":"site-closed","schema":1,"what":"A"},{"type":"site-removed","schema":1,"id":"B"}]"""u8, "rhone", 7)
            .ShouldBe([new SiteRemoved("A"), new SiteRemoved("B")]);
    }

    [Fact]
    public void The_digest_of_a_plan_sees_every_change_and_no_coordinates()
    {
        IEnumerable<RecordedChange> changes = GoldenChanges.All.Values.Select((change, index) => new RecordedChange(index, change));
        var snapshot = new Snapshot("rhone", 7, new Moment(5), [.. changes], []);
        string digest = PlanDigest.Of(snapshot);

        digest.ShouldMatch("^[0-9a-f]{64}$");
        PlanDigest.Of(snapshot with { Places = Samples.Places(("p", null)) }).ShouldBe(digest);
        string[] others =
        [
            PlanDigest.Of(snapshot with { Log = "ain" }),
            PlanDigest.Of(snapshot with { Version = 8 }),
            PlanDigest.Of(snapshot with { At = new Moment(6) }),
            PlanDigest.Of(snapshot with { Changes = snapshot.Changes[1..] }),
            PlanDigest.Of(snapshot with { Changes = snapshot.Changes.SetItem(0, snapshot.Changes[0] with { Version = 99 }) }),
        ];
        others.Append(digest).Distinct().Count().ShouldBe(6);
    }
}
