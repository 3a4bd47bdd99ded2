using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using OptiTime.Silo.Api.Problems;

namespace OptiTime.Silo.Api.Strictness;

/// <summary>Refuses queries with parameters an endpoint does not know, or one twice: a caller who asks for something must not get an answer to something else.</summary>
internal static class KnownParameters
{
    /// <summary>Lets endpoints take only the query parameters their handlers name with <c>[FromQuery]</c>, each once and spelled as there.</summary>
    public static TBuilder TakesKnownParametersOnly<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilterFactory((endpoint, next) =>
        {
            string[] known = [.. endpoint.MethodInfo.GetParameters()
                .Where(parameter => parameter.GetCustomAttributes().OfType<IFromQueryMetadata>().Any())
                .Select(parameter => parameter.Name!).Order(StringComparer.Ordinal)];
            string remedy = known.Length == 0 ? "None is known here." : $"Known here: {string.Join(", ", known)}.";
            return call =>
            {
                Check(call.HttpContext.Request.Query, known, remedy);
                return next(call);
            };
        });

    private static void Check(IQueryCollection query, string[] known, string remedy)
    {
        if (query.Count == 0) return;
        var faults = new Faults();
        foreach ((string name, StringValues values) in query)
        {
            string field = name.Length == 0 ? "?" : Faults.Shorten(name)!;
            if (!known.Contains(name, StringComparer.Ordinal)) faults.Add(field, values, "There is no such parameter.", remedy);
            else if (values.Count > 1) faults.Add(field, values, "The parameter is given more than once.", remedy);
            else if (values.ToString().Contains('\0', StringComparison.Ordinal)) faults.Add(field, null, "Holds a NUL character.");
        }
        faults.ThrowIfAny(ProblemKind.InvalidParameter);
    }
}
