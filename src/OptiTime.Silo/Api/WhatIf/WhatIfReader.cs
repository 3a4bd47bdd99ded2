using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Time;
using OptiTime.Planning.WhatIf;
using OptiTime.Silo.Api.MasterData;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Silo.Api.WhatIf;

/// <summary>Reads what might be otherwise, and says what of it cannot be.</summary>
internal sealed class WhatIfReader(WhatIfRequest request, Moment now)
{
    private readonly Faults _faults = new();

    /// <summary>Checks what can be checked without a plan.</summary>
    /// <exception cref="ProblemException">Something of it is not possible.</exception>
    public void Check()
    {
        Fields.CheckCount(_faults, "changes", request.Changes?.Count, Limits.WhatIfChanges, nameof(Limits.WhatIfChanges));
        for (int index = 0; index < request.Changes?.Count; index++) Check(request.Changes[index], $"changes[{index}]");
        CheckDemand();
        _faults.Require(request.Stream is null || request.Recorded is null, "recorded", null, "Is given together with 'stream'.", "Send one of the two.");
        _faults.Require(request.Stream?.Seed is null or >= 0, "stream.seed", request.Stream?.Seed, "Must not be negative.");
        Fields.CheckRange(_faults, "stream.requests", request.Stream?.Requests, 1, Limits.WhatIfRequests);
        Fields.CheckRange(_faults, "stream.days", request.Stream?.Days, 1, Limits.WhatIfDays);
        if (request.Recorded is { } recorded) Check(recorded);
        _faults.ThrowIfAny(ProblemKind.InvalidValue);
    }

    /// <summary>The changes.</summary>
    /// <exception cref="ProblemException">Something of them is not possible.</exception>
    public ImmutableArray<HypotheticalChange> Read(Board board) => [.. (request.Changes ?? []).Select((change, index) => Read(change, index, board))];

    private static HypotheticalChange Read(WhatIfChange change, int index, Board board)
    {
        if (change.RemoveResource is { } gone) return new WithoutResource(gone);
        if (change.Absence is { } absence) return new WithAbsence(absence.Resource, new Interval(Moment.From(absence.From), Moment.From(absence.To)));
        if (change.Demand is { } demand) return Read(demand);
        (Resource resource, Planning.Travel.Place? home) = Resources.From(change.AddResource!, board, $"changes[{index}].addResource.");
        return new WithResource(resource, home);
    }

    private static WithDemand Read(WhatIfDemand demand) => new(
        demand.Factor, (IsoDayOfWeek?)demand.Weekday, demand.Date is { } date ? DayClock.DayOf(LocalDatePattern.Iso.Parse(date).Value) : null);

    private void Check(WhatIfChange change, string field)
    {
        int ways = new object?[] { change.RemoveResource, change.AddResource, change.Absence, change.Demand }.Count(one => one is not null);
        _faults.Require(ways == 1, field, null, "Must be exactly one of: removeResource, addResource, absence, demand.");
        Fields.CheckText(_faults, field + ".removeResource", change.RemoveResource, 64);
        if (change.AddResource is { } more)
        {
            Fields.CheckId(_faults, field + ".addResource.id", more.Id);
            _faults.Require(
                more.Territory is null || more.Territory == request.Territory, field + ".addResource.territory", more.Territory,
                $"Must be '{request.Territory}', the territory asked about.", "Leave it out.");
        }
        if (change.Absence is { } absence)
        {
            Fields.CheckText(_faults, field + ".absence.resource", absence.Resource, 64);
            _faults.Require(
                absence.From < absence.To, field + ".absence.to", absence.To, "Is not after 'from'.", Fields.OrderRemedy("from", "to", absence.From == absence.To));
        }
        if (change.Demand is not { } demand) return;
        _faults.Require(
            demand.Factor is >= 0 and <= WithDemand.MaximumFactor, field + ".demand.factor", demand.Factor, $"Must be 0 to {WithDemand.MaximumFactor}.", "Send 2 for twice as many requests.");
        _faults.Require(
            demand.Date is null || LocalDatePattern.Iso.Parse(demand.Date).Success, field + ".demand.date", demand.Date, "Is not a date.", "Send it like 2026-11-23.");
    }

    /// <summary>Changes of demand for the same day multiply each other: together they may not come to more than one of them alone.</summary>
    private void CheckDemand()
    {
        if (!_faults.IsEmpty) return;
        WithDemand?[] demands = [.. (request.Changes ?? []).Select(change => change.Demand is { } demand ? Read(demand) : null)];
        // A week has every weekday, and days that are named may have a weekday's factor too.
        IEnumerable<int> days = Enumerable.Range(0, 7).Concat(demands.Select(demand => demand?.Day).OfType<int>());
        foreach (int day in days.Distinct())
        {
            double product = 1;
            for (int index = 0; index < demands.Length; index++)
            {
                if (demands[index] is not { } demand || !demand.IsAbout(day)) continue;
                product *= demand.Factor;
                if (product <= WithDemand.MaximumFactor) continue;
                _faults.Add(
                    $"changes[{index}].demand.factor", Said(demand.Factor),
                    $"Multiplies what the changes before it made of the same days to {Said(product)}; the most is {WithDemand.MaximumFactor}.", "Send one factor for a day.");
                return;
            }
        }

        static string Said(double number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private void Check(WhatIfRecorded recorded)
    {
        string to = Rfc3339.Write(recorded.To);
        if (recorded.From >= recorded.To) _faults.Add("recorded.to", to, "Is not after 'from'.", Fields.OrderRemedy("from", "to", recorded.From == recorded.To));
        else if (Moment.From(recorded.To) > now) _faults.Add("recorded.to", to, "Is a time to come.", "Only what was booked already can be asked for again.");
        else if ((recorded.To - recorded.From).TotalDays > Limits.PlanDays)
            _faults.Add("recorded.to", to, $"Is more than {Limits.PlanDays} days after 'from' (limit {nameof(Limits.PlanDays)}).", "Ask for a shorter time.");
        _faults.Require(recorded.Sample is null or (> 0 and <= 1), "recorded.sample", recorded.Sample, "Must be more than 0 and at most 1.", "Send 0.5 for half of the bookings.");
    }
}
