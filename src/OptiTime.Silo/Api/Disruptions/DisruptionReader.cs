using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.MasterData;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Disruptions;

/// <summary>Reads what happened in the field, and says what of it cannot have.</summary>
internal sealed class DisruptionReader(DisruptionRequest request, DateTimeOffset now)
{
    private const int MaximumDays = 366, DefaultOpenSeconds = 3_600, MaximumOpenSeconds = 86_400;

    private readonly Faults _faults = new();

    /// <summary>What the repair may cost others, as far as the caller says; read when it was checked.</summary>
    public RepairBudget Budget { get; private set; } = RepairBudget.Unlimited;

    /// <summary>Checks what can be checked without a plan.</summary>
    /// <returns>The territory, and the booking or job that is named, if any; no territory where that of an urgent job is not named.</returns>
    /// <exception cref="ProblemException">Something of it is not possible.</exception>
    public (string? Territory, CommitmentName? Work) Check()
    {
        CheckMembers();
        Fields.CheckText(_faults, "territory", request.Territory, 64);
        Fields.CheckText(_faults, "resource", request.Resource, 64);
        Fields.CheckText(_faults, "site", request.Site, 64);
        Fields.CheckText(_faults, "step", request.Step, 64);
        Fields.CheckText(_faults, "reason", request.Reason, 200);
        Fields.CheckText(_faults, "by", request.By, 200);
        Budget = BudgetMapping.From(request.Budget, "budget", _faults) ?? RepairBudget.Unlimited;
        Fields.CheckRange(_faults, "radiusMetres", request.RadiusMetres, 100, 2_000_000);
        Fields.Point(_faults, "centre", request.Centre);
        _faults.Require(
            request.Factor is null or (>= 1 and <= TrafficDelay.MaximumFactor), "factor", request.Factor, $"Must be 1 to {TrafficDelay.MaximumFactor}.", "Send 2 where ways take twice as long.");
        Fields.CheckRange(_faults, "proposeForSeconds", request.ProposeForSeconds, 0, MaximumOpenSeconds);
        CheckTimes();
        CommitmentName? work = Work();
        _faults.Require(work is not null || request.Kind == DisruptionKind.UrgentJob || request.Territory is not null || request.Booking is not null, "territory", null, "Is missing.", "Name the territory in which it happened.");
        _faults.Require(
            work is null || request.Territory is null || request.Territory == work.Territory, "territory", request.Territory, $"The booking is of territory '{work?.Territory}'.", "Leave the territory out.");
        _faults.ThrowIfAny(ProblemKind.InvalidValue);
        return (work?.Territory ?? request.Territory, work);
    }

    /// <summary>What happened.</summary>
    /// <param name="board">The board of its territory.</param>
    /// <param name="work">The booking or job that is named, if any.</param>
    /// <exception cref="ProblemException">The step that is named is not one of the booking.</exception>
    public Disruption Read(Board board, CommitmentName? work)
    {
        var span = new Interval(Moment.From(request.From ?? now), Moment.From(request.To ?? now));
        return request.Kind switch
        {
            DisruptionKind.Absence => new ResourceAbsent(request.Resource!, span, request.Reason),
            DisruptionKind.Breakdown => new ResourceBrokenDown(request.Resource!, span, request.Reason),
            DisruptionKind.LateStart => new ResourceLate(request.Resource!, Moment.From(request.Until!.Value)),
            DisruptionKind.SiteClosed => new SiteClosed(request.Site!, span, request.Reason),
            DisruptionKind.NotAtHome => new CustomerAbsent(work!.Id),
            DisruptionKind.Traffic => new TrafficSlow(new TrafficDelay(
                new Location(request.Centre!.Lat, request.Centre.Lon), new Metres(request.RadiusMetres!.Value), span, request.Factor!.Value)),
            _ => new WorkOverruns(work!.Id, StepOf(board, work), Moment.From(request.End!.Value)),
        };
    }

    /// <summary>For how long the rest is proposed; null for not at all.</summary>
    public Seconds? ProposeFor() => (request.ProposeForSeconds ?? DefaultOpenSeconds) is > 0 and var seconds ? new Seconds(seconds) : null;

    /// <summary>Each kind is told with its own members: one that is missing, and one that says nothing about it, are both mistakes.</summary>
    private void CheckMembers()
    {
        string[] needed = request.Kind switch
        {
            DisruptionKind.Absence or DisruptionKind.Breakdown => ["resource", "to"],
            DisruptionKind.LateStart => ["resource", "until"],
            DisruptionKind.SiteClosed => ["site", "to"],
            DisruptionKind.NotAtHome => ["booking"],
            DisruptionKind.Traffic => ["centre", "radiusMetres", "factor", "to"],
            DisruptionKind.UrgentJob => ["service"],
            _ => ["booking", "end"],
        };
        string[] allowed = request.Kind switch
        {
            DisruptionKind.Absence or DisruptionKind.Breakdown or DisruptionKind.SiteClosed => ["from", "reason"],
            DisruptionKind.Overrun => ["step"],
            DisruptionKind.Traffic => ["from"],
            DisruptionKind.UrgentJob => ["customer", "location", "before", "require", "refuse", "externalReference", "reason"],
            _ => [],
        };
        var told = new Dictionary<string, object?>
        {
            ["resource"] = request.Resource,
            ["site"] = request.Site,
            ["booking"] = request.Booking,
            ["step"] = request.Step,
            ["from"] = request.From,
            ["to"] = request.To,
            ["until"] = request.Until,
            ["end"] = request.End,
            ["reason"] = request.Reason,
            ["centre"] = request.Centre,
            ["radiusMetres"] = request.RadiusMetres,
            ["factor"] = request.Factor,
            ["service"] = request.Service,
            ["customer"] = request.Customer is { } customer ? customer.Id ?? customer.Tier ?? "" : null,
            ["location"] = request.Location is { } location ? location.Site ?? $"{location.Lat}, {location.Lon}" : null,
            ["before"] = request.Before is { } before ? Rfc3339.Write(before) : null,
            ["require"] = request.Require is { } require ? string.Join(", ", require) : null,
            ["refuse"] = request.Refuse is { } refuse ? string.Join(", ", refuse) : null,
            ["externalReference"] = request.ExternalReference,
        };
        string kind = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(request.Kind.ToString());
        foreach ((string member, object? value) in told)
        {
            if (needed.Contains(member)) _faults.Require(value is not null, member, null, "Is missing.", $"A disruption of kind '{kind}' is told with {Listed(needed)}.");
            else _faults.Require(value is null || allowed.Contains(member), member, value?.ToString(), $"Says nothing about a disruption of kind '{kind}'.", "Leave it out.");
        }
    }

    private static string Listed(string[] members) => members is [var only] ? only : $"{string.Join(", ", members[..^1])} and {members[^1]}";

    private void CheckTimes()
    {
        DateTimeOffset from = request.From ?? now;
        if (request.To is not { } to) return;
        if (to <= from && request.From is not null) _faults.Add("to", Rfc3339.Write(to), "Is not after 'from'.", Fields.OrderRemedy("from", "to", to == from));
        else if (to <= now) _faults.Add("to", Rfc3339.Write(to), "Is in the past.", $"{Rfc3339.Present(now, to)}, and what has been stays as it was.");
        else if ((to - from).TotalDays > MaximumDays) _faults.Add("to", Rfc3339.Write(to), $"Is more than {MaximumDays} days after 'from'.", "Send an earlier end; it can be sent again.");
    }

    private CommitmentName? Work()
    {
        if (request.Booking is not { } name) return null;
        if (CommitmentName.TryBooking(name, out CommitmentName? parts) || (request.Kind == DisruptionKind.Overrun && CommitmentName.TryJob(name, out parts))) return parts;
        _faults.Add("booking", name, "Is not the id of a booking.", "Send it like B-rhone-3K9M8T2QYB5D7H1C.");
        return null;
    }

    private int StepOf(Board board, CommitmentName work)
    {
        if (!board.Commitments.TryGetValue(work.Id, out CommitmentEntry entry)) return 0;
        Commitment commitment = entry.Commitment;
        int step = request.Step is { } name ? commitment.Steps.ToList().FindIndex(one => one.Name == name) : commitment.Steps.Length == 1 ? 0 : -1;
        return step >= 0 ? step : throw new ProblemException(ProblemKind.InvalidValue.At(
            "step", request.Step, request.Step is null ? "Is missing: the booking has several." : "Is not a step of the booking.", $"Send one of: {string.Join(", ", commitment.Steps.Select(one => one.Name))}."));
    }
}
