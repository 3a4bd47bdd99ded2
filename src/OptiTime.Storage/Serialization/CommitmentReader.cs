using System.Collections.Immutable;
using System.Text.Json;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Storage.Serialization;

/// <summary>Reads commitments by hand; see <see cref="FrequentChanges"/>.</summary>
internal static class CommitmentReader
{
    private static readonly MemberNames CommitmentMembers = new(
        "id", "state", "offer", "service", "customer?", "tier?", "externalReference?", "steps", "travel", "cost", "heldUntil?",
        "priority?", "anyResource?", "loan?", "proposal?", "pinned?", "wanted?");

    private static readonly MemberNames ServiceMembers = new("id", "name", "class", "price", "catalogueVersion");

    private static readonly MemberNames StepMembers = new(
        "name", "promise", "earliestStart", "latestStart", "duration", "spread", "site?", "place?", "assignments", "minimumLag?", "maximumLag?",
        "follows?");

    private static readonly MemberNames AssignmentMembers = new("role", "resource", "unit", "territory?");

    private static readonly MemberNames LoanMembers = new("territory", "commitment");

    private static readonly MemberNames RoleMembers = new("name", "kind?", "skills", "count", "where", "part?", "setup?", "cleanUp?");

    private static readonly MemberNames PartMembers = new("from", "length");

    private static readonly MemberNames FollowsMembers = new("sameRoles", "nextWorkingDay");

    private static readonly MemberNames SkillMembers = new("name", "level");

    private static readonly MemberNames CostMembers = new("kind", "amount");

    /// <summary>Reads the commitment at which a reader stands.</summary>
    internal static Commitment Read(ref Utf8JsonReader reader)
    {
        uint seen = MemberNames.Begin(reader);
        string? id = null, offer = null, customer = null, tier = null, reference = null;
        CommitmentState state = default;
        SoldService? service = null;
        ImmutableArray<CommittedStep> steps = default;
        Leg travel = default;
        ImmutableArray<CostLine> cost = default;
        Moment? heldUntil = null;
        Loan? loan = null;
        ImmutableArray<string>? wanted = null;
        (int? priority, bool? anyResource, string? proposal, bool? pinned) = (null, null, null, null);
        while (CommitmentMembers.Next(ref reader, ref seen) is >= 0 and var member)
        {
            switch (member)
            {
                case 0: id = JsonValues.Unique(ref reader); break;
                case 1: state = (CommitmentState)JsonValues.OneOf(reader, "held", "confirmed", "waiting", "backlog", "done", "broken"); break;
                case 2: offer = JsonValues.Unique(ref reader); break;
                case 3: service = ReadService(ref reader); break;
                case 4: customer = JsonValues.TextOrNone(ref reader); break;
                case 5: tier = JsonValues.TextOrNone(ref reader); break;
                case 6: reference = JsonValues.TextOrNone(ref reader); break;
                case 7: steps = JsonValues.List(ref reader, ReadStep); break;
                case 8: travel = JsonValues.Way(ref reader); break;
                case 9: cost = JsonValues.List(ref reader, ReadCost); break;
                case 10: heldUntil = reader.TokenType == JsonTokenType.Null ? null : JsonValues.At(reader); break;
                case 11: priority = reader.TokenType == JsonTokenType.Null ? null : JsonValues.Integer(reader); break;
                case 12: anyResource = reader.TokenType == JsonTokenType.Null ? null : JsonValues.Flag(reader); break;
                case 13: loan = reader.TokenType == JsonTokenType.Null ? null : ReadLoan(ref reader); break;
                case 14: proposal = JsonValues.TextOrNone(ref reader); break;
                case 15: pinned = reader.TokenType == JsonTokenType.Null ? null : JsonValues.Flag(reader); break;
                case 16: wanted = reader.TokenType == JsonTokenType.Null ? null : JsonValues.List(ref reader, JsonValues.Text); break;
            }
        }
        return new Commitment(id!, state, offer!, service!, customer, tier, reference, steps, travel, cost, heldUntil, priority, anyResource)
        {
            Loan = loan,
            Proposal = proposal,
            Pinned = pinned,
            Wanted = wanted,
        };
    }

    private static Loan ReadLoan(ref Utf8JsonReader reader)
    {
        uint seen = MemberNames.Begin(reader);
        string? territory = null, commitment = null;
        while (LoanMembers.Next(ref reader, ref seen) is >= 0 and var member)
        {
            if (member == 0) territory = JsonValues.Text(ref reader);
            else commitment = JsonValues.Unique(ref reader);
        }
        return new Loan(territory!, commitment!);
    }

    private static SoldService ReadService(ref Utf8JsonReader reader)
    {
        uint seen = MemberNames.Begin(reader);
        string? id = null, name = null;
        PriorityClass priority = default;
        (long price, long version) = (0, 0);
        while (ServiceMembers.Next(ref reader, ref seen) is >= 0 and var member)
        {
            switch (member)
            {
                case 0: id = JsonValues.Text(ref reader); break;
                case 1: name = JsonValues.Text(ref reader); break;
                case 2: priority = (PriorityClass)JsonValues.OneOf(reader, "urgent", "standard", "project", "maintenance"); break;
                case 3: price = JsonValues.Long(reader); break;
                case 4: version = JsonValues.Long(reader); break;
            }
        }
        return new SoldService(id!, name!, priority, new Money(price), version);
    }

    private static CommittedStep ReadStep(ref Utf8JsonReader reader)
    {
        uint seen = MemberNames.Begin(reader);
        string? name = null, site = null, place = null;
        Interval promise = default;
        (Moment earliest, Moment latest, Seconds duration, Seconds spread) = (default, default, default, default);
        ImmutableArray<Assignment> assignments = default;
        (Seconds? minimumLag, Seconds? maximumLag, StepFollows? follows) = (null, null, null);
        while (StepMembers.Next(ref reader, ref seen) is >= 0 and var member)
        {
            switch (member)
            {
                case 0: name = JsonValues.Text(ref reader); break;
                case 1: promise = JsonValues.Span(ref reader); break;
                case 2: earliest = JsonValues.At(reader); break;
                case 3: latest = JsonValues.At(reader); break;
                case 4: duration = JsonValues.Length(reader); break;
                case 5: spread = JsonValues.Length(reader); break;
                case 6: site = JsonValues.TextOrNone(ref reader); break;
                case 7: place = JsonValues.TextOrNone(ref reader); break;
                case 8: assignments = JsonValues.List(ref reader, ReadAssignment); break;
                case 9: minimumLag = JsonValues.LengthOrNone(reader); break;
                case 10: maximumLag = JsonValues.LengthOrNone(reader); break;
                case 11: follows = reader.TokenType == JsonTokenType.Null ? null : ReadFollows(ref reader); break;
            }
        }
        return new CommittedStep(
            name!, promise, earliest, latest, duration, spread, site, place, assignments, minimumLag, maximumLag, follows);
    }

    private static StepFollows ReadFollows(ref Utf8JsonReader reader)
    {
        uint seen = MemberNames.Begin(reader);
        ImmutableArray<string> sameRoles = default;
        bool nextWorkingDay = false;
        while (FollowsMembers.Next(ref reader, ref seen) is >= 0 and var member)
        {
            if (member == 0) sameRoles = JsonValues.List(ref reader, JsonValues.Text);
            else nextWorkingDay = JsonValues.Flag(reader);
        }
        return new StepFollows(sameRoles, nextWorkingDay);
    }

    private static Assignment ReadAssignment(ref Utf8JsonReader reader)
    {
        uint seen = MemberNames.Begin(reader);
        Role? role = null;
        string? resource = null, territory = null;
        int unit = 0;
        while (AssignmentMembers.Next(ref reader, ref seen) is >= 0 and var member)
        {
            switch (member)
            {
                case 0: role = ReadRole(ref reader); break;
                case 1: resource = JsonValues.Text(ref reader); break;
                case 2: unit = JsonValues.Integer(reader); break;
                case 3: territory = JsonValues.TextOrNone(ref reader); break;
            }
        }
        return new Assignment(role!, resource!, unit, territory);
    }

    private static Role ReadRole(ref Utf8JsonReader reader)
    {
        uint seen = MemberNames.Begin(reader);
        string? name = null, kind = null;
        ImmutableArray<Skill> skills = default;
        int count = 0;
        RolePlace where = default;
        (RolePart? part, Seconds? setup, Seconds? cleanUp) = (null, null, null);
        while (RoleMembers.Next(ref reader, ref seen) is >= 0 and var member)
        {
            switch (member)
            {
                case 0: name = JsonValues.Text(ref reader); break;
                case 1: kind = JsonValues.TextOrNone(ref reader); break;
                case 2: skills = JsonValues.List(ref reader, ReadSkill); break;
                case 3: count = JsonValues.Integer(reader); break;
                case 4: where = (RolePlace)JsonValues.OneOf(reader, "customer", "site", "remote"); break;
                case 5: part = reader.TokenType == JsonTokenType.Null ? null : ReadPart(ref reader); break;
                case 6: setup = JsonValues.LengthOrNone(reader); break;
                case 7: cleanUp = JsonValues.LengthOrNone(reader); break;
            }
        }
        return new Role(name!, kind, skills, count, where, part, setup, cleanUp);
    }

    private static RolePart ReadPart(ref Utf8JsonReader reader)
    {
        uint seen = MemberNames.Begin(reader);
        (Seconds from, Seconds length) = (default, default);
        while (PartMembers.Next(ref reader, ref seen) is >= 0 and var member)
        {
            if (member == 0) from = JsonValues.Length(reader);
            else length = JsonValues.Length(reader);
        }
        return new RolePart(from, length);
    }

    private static Skill ReadSkill(ref Utf8JsonReader reader)
    {
        uint seen = MemberNames.Begin(reader);
        string? name = null;
        int level = 0;
        while (SkillMembers.Next(ref reader, ref seen) is >= 0 and var member)
        {
            if (member == 0) name = JsonValues.Text(ref reader);
            else level = JsonValues.Integer(reader);
        }
        return new Skill(name!, level);
    }

    private static CostLine ReadCost(ref Utf8JsonReader reader)
    {
        uint seen = MemberNames.Begin(reader);
        string? kind = null;
        long amount = 0;
        while (CostMembers.Next(ref reader, ref seen) is >= 0 and var member)
        {
            if (member == 0) kind = JsonValues.Text(ref reader);
            else amount = JsonValues.Long(reader);
        }
        return new CostLine(kind!, new Money(amount));
    }
}
