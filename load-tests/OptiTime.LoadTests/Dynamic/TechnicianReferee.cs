using System.Collections.Immutable;
using System.Globalization;
using OptiTime.Planning.Optimization.Instances;

namespace OptiTime.LoadTests.Dynamic;

/// <summary>
/// Drives the days of technicians again from the instance alone, with nothing of what planned them: nobody leaves before they know why, and whoever serves has the skills,
/// the tools and the parts, comes inside the window and is home in time.
/// </summary>
internal static class TechnicianReferee
{
    // What adding up hundreds of distances may be off.
    private const double Rounding = 1e-6;

    /// <summary>How many requests were served, how far was driven, and how long all were out.</summary>
    /// <param name="instance">The technicians and requests.</param>
    /// <param name="known">From when each request is known.</param>
    /// <param name="driven">For each technician where they went: to a request by its place in the instance, to the depot, or home; the numbers of the problem it was stated as.</param>
    /// <exception cref="LoadTestException">It cannot have been so.</exception>
    internal static Driven Drive(TechnicianInstance instance, ImmutableArray<double> known, ImmutableArray<ImmutableArray<Visit>> driven)
    {
        int[] served = [.. driven.SelectMany(route => route).Select(visit => visit.Stop).Where(stop => stop < instance.Requests.Length)];
        if (served.Length != served.Distinct().Count()) throw new LoadTestException($"{instance.Name}: a request is served twice.");
        (double road, double worked) = (0, 0);
        for (int number = 0; number < driven.Length; number++)
        {
            var day = new Day(instance, known, instance.Technicians[number]);
            foreach (Visit visit in driven[number]) day.Go(visit, number);
            if (day.IsOut) throw new LoadTestException($"{instance.Name}: technician {day.Name} does not come home.");
            (road, worked) = (road + day.Road, worked + day.Worked);
        }
        return new Driven(served.Length, road, worked);
    }

    private sealed class Day(TechnicianInstance instance, ImmutableArray<double> known, InstanceTechnician who)
    {
        private readonly int[] _parts = [.. who.Stock.Parts];
        private double _x = who.X, _y = who.Y, _free = who.From, _setOut;
        private bool _hasAll;

        internal bool IsOut { get; private set; }

        internal double Road { get; private set; }

        internal double Worked { get; private set; }

        internal int Name => who.Number;

        internal void Go(Visit visit, int number)
        {
            int depot = instance.Requests.Length + number, home = depot + instance.Technicians.Length;
            if (visit.Left < _free - Rounding) throw Wrong($"leaves at {visit.Left} and is not free before {_free}");
            if (!IsOut) (IsOut, _setOut) = (true, visit.Left);
            if (visit.Stop < instance.Requests.Length) Serve(visit);
            else if (visit.Stop == depot) Fetch(visit.Left);
            else if (visit.Stop == home) ComeHome(visit.Left);
            else throw Wrong($"goes to place {visit.Stop}, which is nothing of theirs");
        }

        private void Serve(Visit visit)
        {
            InstanceRequest request = instance.Requests[visit.Stop];
            if (visit.Left < known[visit.Stop] - Rounding) throw Wrong($"leaves at {visit.Left} for request {request.Number}, of which nobody knows before {known[visit.Stop]}");
            if ((request.Skills & ~who.Skills) != 0) throw Wrong($"lacks skills for request {request.Number}");
            if (!_hasAll) Use(request);
            Arrive(visit.Left, request.X, request.Y, request.Ready, request.Due, request.Service, $"request {request.Number}");
        }

        private void Use(InstanceRequest request)
        {
            if ((request.Needs.Tools & ~who.Stock.Tools) != 0) throw Wrong($"lacks tools for request {request.Number}");
            for (int part = 0; part < _parts.Length; part++)
            {
                _parts[part] -= request.Needs.Parts[part];
                if (_parts[part] < 0) throw Wrong($"lacks part {part} for request {request.Number}");
            }
        }

        private void Fetch(double left)
        {
            if (_hasAll) throw Wrong("goes to the depot twice");
            Arrive(left, instance.Depot.X, instance.Depot.Y, instance.Depot.Ready, instance.Depot.Due, 0, "the depot");
            _hasAll = true;
        }

        private void ComeHome(double left)
        {
            Arrive(left, who.X, who.Y, who.From, who.Until, 0, "home");
            (IsOut, Worked) = (false, Worked + _free - _setOut);
        }

        private void Arrive(double left, double x, double y, double ready, double due, double service, string where)
        {
            double way = Math.Sqrt(Math.Pow(_x - x, 2) + Math.Pow(_y - y, 2)), begins = Math.Max(left + way, ready);
            if (begins > due + Rounding) throw Wrong($"is at {where} at {begins}, later than {due}");
            (_x, _y, _free, Road) = (x, y, begins + service, Road + way);
        }

        private LoadTestException Wrong(string what) => new(string.Create(CultureInfo.InvariantCulture, $"{instance.Name}: technician {who.Number} {what}."));
    }
}
