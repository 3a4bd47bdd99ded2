using System.Globalization;
using System.Text;

namespace OptiTime.Silo.Commands.Solve;

/// <summary>A solution as CVRPLIB writes them: a line for each route, and what they cost.</summary>
internal static class SolutionText
{
    /// <summary>Writes it.</summary>
    internal static string Of(SolvableInstance instance, Solved solved)
    {
        var text = new StringBuilder();
        for (int route = 0; route < solved.Routes.Length; route++)
            text.Append(CultureInfo.InvariantCulture, $"Route #{instance.NameOf(route, solved.Routes[route].Vehicle)}: {string.Join(' ', solved.Routes[route].Stops)}\n");
        // Truncated distances have one decimal, and so has their sum.
        string cost = solved.Cost.ToString(instance.Units > 1 ? "0.0" : "0.######", CultureInfo.InvariantCulture);
        return text.Append(CultureInfo.InvariantCulture, $"Cost {cost}\n").ToString();
    }
}
