using System.Collections.Immutable;
using OptiTime.Planning.Optimization.Instances;

namespace OptiTime.Planning.Verification;

/// <summary>What a checker found in the days of technicians.</summary>
/// <param name="Duration">How long all work together, ways and waiting included.</param>
/// <param name="Distance">How far all drive together.</param>
/// <param name="Faults">What is wrong, in words; nothing where they solve the instance.</param>
public sealed record TechnicianVerdict(double Duration, double Distance, ImmutableArray<string> Faults);

/// <summary>
/// Checks the days of technicians from the coordinates, step by step, without anything of the search that found them: every request served once, in its window,
/// by somebody with its skills who has its tools and parts with them or has been to the depot.
/// </summary>
public static class TechnicianChecker
{
    // What adding up hundreds of distances in double precision may be off.
    private const double Rounding = 1e-6;

    /// <summary>Goes through every day.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="days">For each technician, in their order, the numbers of requests; 0 for the visit to the depot.</param>
    /// <param name="convention">How distances are counted.</param>
    public static TechnicianVerdict Check(TechnicianInstance instance, ImmutableArray<ImmutableArray<int>> days, DistanceConvention convention)
    {
        var faults = new List<string>();
        if (days.Length != instance.Technicians.Length) return new TechnicianVerdict(0, 0, [$"{days.Length} days of {instance.Technicians.Length} technicians."]);
        (double duration, double distance) = (0, 0);
        for (int who = 0; who < days.Length; who++)
        {
            if (days[who].IsEmpty) continue;
            var day = new Day(instance, instance.Technicians[who], convention, faults);
            foreach (int number in days[who]) day.Visit(number);
            (double took, double driven) = day.End();
            (duration, distance) = (duration + took, distance + driven);
        }
        ILookup<int, int> visits = days.SelectMany(day => day).ToLookup(number => number);
        foreach (InstanceRequest request in instance.Requests)
        {
            if (visits[request.Number].Count() != 1) faults.Add($"Request {request.Number} is served {visits[request.Number].Count()} times.");
        }
        return new TechnicianVerdict(duration, distance, [.. faults]);
    }

    /// <summary>The day of one technician. It is driven as early as can be; afterwards it is begun as late as the waiting and the windows allow.</summary>
    private sealed class Day(TechnicianInstance instance, InstanceTechnician who, DistanceConvention convention, List<string> faults)
    {
        private readonly int[] _parts = [.. who.Stock.Parts];
        private double _x = who.X, _y = who.Y, _time = who.From, _driven, _waited, _later = double.MaxValue;
        private bool _hasAll;

        internal void Visit(int number)
        {
            if (number == 0)
            {
                if (_hasAll) faults.Add($"Technician {who.Number} visits the depot twice.");
                Go(instance.Depot.X, instance.Depot.Y, instance.Depot.Ready, instance.Depot.Due, 0, "the depot");
                _hasAll = true;
                return;
            }
            InstanceRequest request = instance.Requests.FirstOrDefault(one => one.Number == number);
            if (request.Number != number)
            {
                faults.Add($"Technician {who.Number} visits {number}, which is no request.");
                return;
            }
            if ((request.Skills & ~who.Skills) != 0) faults.Add($"Technician {who.Number} lacks skills for request {number}.");
            if (!_hasAll) Use(request);
            Go(request.X, request.Y, request.Ready, request.Due, request.Service, $"request {number}");
        }

        internal (double Duration, double Distance) End()
        {
            double home = Way(who.X, who.Y);
            _time += home;
            _driven += home;
            if (_time > who.Until + Rounding) faults.Add($"Technician {who.Number} is home at {_time}, later than {who.Until}.");
            // Setting out later shortens the day by the waiting it saves, as long as nothing else becomes late.
            return (_time - who.From - Math.Min(_waited, _later), _driven);
        }

        private void Use(InstanceRequest request)
        {
            if ((request.Needs.Tools & ~who.Stock.Tools) != 0) faults.Add($"Technician {who.Number} lacks tools for request {request.Number}.");
            for (int part = 0; part < _parts.Length; part++)
            {
                _parts[part] -= request.Needs.Parts[part];
                if (_parts[part] < 0) faults.Add($"Technician {who.Number} lacks part {part} for request {request.Number}.");
            }
        }

        private void Go(double x, double y, double ready, double due, double service, string where)
        {
            double way = Way(x, y), there = _time + way, begins = Math.Max(there, ready);
            if (begins > due + Rounding) faults.Add($"Technician {who.Number} begins at {where} at {begins}, later than {due}.");
            _waited += begins - there;
            // So much later the day could begin without being late here, counting what waiting before takes up.
            _later = Math.Min(_later, due - begins + _waited);
            (_x, _y, _time, _driven) = (x, y, begins + service, _driven + way);
        }

        private double Way(double x, double y)
        {
            double distance = Math.Sqrt(Math.Pow(_x - x, 2) + Math.Pow(_y - y, 2));
            return convention == DistanceConvention.Truncated ? Math.Truncate(distance * 10) / 10 : distance;
        }
    }
}
