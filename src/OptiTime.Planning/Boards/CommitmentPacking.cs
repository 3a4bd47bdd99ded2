using System.Collections.Immutable;
using System.Runtime.InteropServices;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Packing;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Boards;

/// <summary>
/// Commitments in few bytes: times as distances, ids packed, and what is the same for many (the service, the shape of its step, who plays
/// which role, tiers, kinds of cost) as numbers of a vocabulary. What comes back is equal to the last member.
/// </summary>
internal static class CommitmentPacking
{
    // In the first number, around the state: below it, and above it what is rare. Usual is one step that one resource serves, and two lines of cost: then none of them is counted. Its
    // promise is of whole minutes, as rules make them, and its lengths are part of the step's shape; one that was cut by the present is not: every
    // second would be another word.
    private const int IsHeld = 1, IsUsual = 2, TakesAny = 4, HasPriority = 8, IsLoan = 16, StateBase = 32, States = 8, IsPinned = StateBase * States;
    private const int IsReservation = IsPinned * 2, HasWanted = IsReservation * 2;
    private const int UsualCost = 2, SecondsAMinute = 60;

    /// <summary>Writes an entry.</summary>
    internal static void Write(PackWriter to, Vocabulary.Builder words, in CommitmentEntry entry)
    {
        Commitment commitment = entry.Commitment;
        to.Text(commitment.Id);
        bool usual = commitment is { Steps: [{ Assignments.Length: 1 }], Cost.Length: UsualCost }
            && commitment.Steps[0].Promise.Length.Value % SecondsAMinute == 0;
        to.Number(
            ((int)commitment.State * StateBase) + (usual ? IsUsual : 0) + (commitment.HeldUntil is null ? 0 : IsHeld)
            + (commitment.AnyResource == true ? TakesAny : 0) + (commitment.Priority is null ? 0 : HasPriority)
            + (commitment.Loan is null ? 0 : IsLoan) + (commitment.Pinned == true ? IsPinned : 0) + (commitment.Proposal is null ? 0 : IsReservation)
            + (commitment.Wanted is null ? 0 : HasWanted));
        if (!usual) to.Number(commitment.Steps.Length);
        foreach (CommittedStep step in commitment.Steps) Write(to, words, step, usual);
        if (commitment.HeldUntil is { } until) to.Number(until.Value);
        if (commitment.Priority is { } priority) to.Number(priority);
        if (commitment.Loan is { } loan)
        {
            to.Number(words.NumberOf(loan.Territory));
            to.Text(loan.Commitment);
        }
        if (commitment.Proposal is { } proposal) to.Text(proposal);
        if (commitment.Wanted is { } wanted)
        {
            to.Number(wanted.Length);
            foreach (string resource in wanted) to.Text(resource);
        }
        to.Number(entry.Version);
        to.Text(commitment.Offer);
        SoldService service = commitment.Service;
        to.Number(words.NumberOf(new SoldAs(service.Id, service.Name, service.Class)));
        to.Number(service.Price.Cents);
        to.Number(service.CatalogueVersion);
        to.Text(commitment.Customer);
        to.Number(commitment.Tier is null ? -1 : words.NumberOf(commitment.Tier));
        to.Text(commitment.ExternalReference);
        Write(to, commitment.Travel);
        if (!usual) to.Number(commitment.Cost.Length);
        foreach (CostLine line in commitment.Cost)
        {
            to.Number(words.NumberOf(line.Kind));
            to.Number(line.Amount.Cents);
        }
    }

    /// <summary>Reads an entry.</summary>
    internal static CommitmentEntry Read(ReadOnlySpan<byte> packed, Vocabulary words)
    {
        var from = new PackReader(packed);
        string id = from.Text()!;
        int flags = from.Integer();
        bool usual = (flags & IsUsual) != 0;
        var steps = new CommittedStep[usual ? 1 : from.Integer()];
        for (int index = 0; index < steps.Length; index++) steps[index] = ReadStep(ref from, words, usual);
        Moment? heldUntil = (flags & IsHeld) == 0 ? null : new Moment(from.Integer());
        int? priority = (flags & HasPriority) == 0 ? null : from.Integer();
        Loan? loan = (flags & IsLoan) == 0 ? null : new Loan(words.Word<string>(from.Integer()), from.Text()!);
        string? proposal = (flags & IsReservation) == 0 ? null : from.Text();
        string[]? wanted = (flags & HasWanted) == 0 ? null : new string[from.Integer()];
        for (int index = 0; index < wanted?.Length; index++) wanted[index] = from.Text()!;
        long version = from.Number();
        string offer = from.Text()!;
        var sold = words.Word<SoldAs>(from.Integer());
        var service = new SoldService(sold.Id, sold.Name, sold.Class, new Money(from.Number()), from.Number());
        string? customer = from.Text();
        string? tier = from.Integer() is >= 0 and var number ? words.Word<string>(number) : null;
        string? reference = from.Text();
        Leg travel = ReadLeg(ref from);
        var cost = new CostLine[usual ? UsualCost : from.Integer()];
        for (int index = 0; index < cost.Length; index++) cost[index] = new CostLine(words.Word<string>(from.Integer()), new Money(from.Number()));
        var commitment = new Commitment(
            id, (CommitmentState)(flags / StateBase % States), offer, service, customer, tier, reference, Own(steps), travel, Own(cost), heldUntil,
            priority, (flags & TakesAny) == 0 ? null : true)
        {
            Loan = loan,
            Pinned = (flags & IsPinned) == 0 ? null : true,
            Proposal = proposal,
            Wanted = wanted is null ? null : Own(wanted),
        };
        return new CommitmentEntry(commitment, version);
    }

    /// <summary>Reads no more than one step.</summary>
    internal static CommittedStep ReadStep(ReadOnlySpan<byte> packed, Vocabulary words, int step)
    {
        var from = new PackReader(packed);
        from.SkipText();
        bool usual = (from.Integer() & IsUsual) != 0;
        int steps = usual ? 1 : from.Integer();
        if (step < 0 || step >= steps) throw new InvalidOperationException($"A commitment of {steps} steps has no step {step}.");
        while (true)
        {
            CommittedStep read = ReadStep(ref from, words, usual);
            if (step-- == 0) return read;
        }
    }

    private static void Write(PackWriter to, Vocabulary.Builder words, CommittedStep step, bool usual)
    {
        Moment from = step.Promise.From;
        Seconds promise = step.Promise.Length, earliest = step.EarliestStart - from, latest = step.LatestStart - from;
        var shape = new StepShape(
            step.Name, promise, earliest, latest, step.Duration, step.Spread, step.Site, step.MinimumLag, step.MaximumLag, step.Follows);
        if (usual) to.Number(words.NumberOf(shape));
        else
        {
            to.Number(words.NumberOf(shape with { Promise = default, Earliest = default, Latest = default }));
            to.Number(promise.Value);
            to.Number(earliest.Value);
            to.Number(latest.Value);
        }
        to.Number(from.Value);
        to.Text(step.Place);
        if (!usual) to.Number(step.Assignments.Length);
        foreach (Assignment assignment in step.Assignments) to.Number(words.NumberOf(assignment));
    }

    private static CommittedStep ReadStep(ref PackReader packed, Vocabulary words, bool usual)
    {
        var shape = words.Word<StepShape>(packed.Integer());
        if (!usual) shape = shape with { Promise = new(packed.Integer()), Earliest = new(packed.Integer()), Latest = new(packed.Integer()) };
        var from = new Moment(packed.Integer());
        string? place = packed.Text();
        var assignments = new Assignment[usual ? 1 : packed.Integer()];
        for (int index = 0; index < assignments.Length; index++) assignments[index] = words.Word<Assignment>(packed.Integer());
        return new CommittedStep(
            shape.Name, new Interval(from, from + shape.Promise), from + shape.Earliest, from + shape.Latest, shape.Duration, shape.Spread, shape.Site,
            place, Own(assignments), shape.MinimumLag, shape.MaximumLag, shape.Follows);
    }

    private static void Write(PackWriter to, Leg leg)
    {
        to.Number(leg.Time.Value);
        to.Number(leg.Distance.Value);
    }

    private static Leg ReadLeg(ref PackReader from) => new(new Seconds(from.Integer()), new Metres(from.Integer()));

    private static ImmutableArray<T> Own<T>(T[] items) => ImmutableCollectionsMarshal.AsImmutableArray(items);

    /// <summary>What all who buy a service have in common.</summary>
    private sealed record SoldAs(string Id, string Name, PriorityClass Class);

    /// <summary>What a step has in common with those of other days: all its times are counted from the beginning of its promise.</summary>
    private sealed record StepShape(string Name, Seconds Promise, Seconds Earliest, Seconds Latest, Seconds Duration, Seconds Spread, string? Site,
        Seconds? MinimumLag, Seconds? MaximumLag, StepFollows? Follows);
}
