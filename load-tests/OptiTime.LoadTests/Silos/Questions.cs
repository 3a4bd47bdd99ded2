using System.Text.Json.Nodes;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.LoadTests.Silos;

/// <summary>A request for offers, written down before the clock runs.</summary>
/// <param name="Service">The service asked for.</param>
/// <param name="Territory">The number of its territory, from 0.</param>
/// <param name="Body">The body of <c>POST /v1/availability</c>.</param>
internal sealed record Question(string Service, int Territory, ReadOnlyMemory<byte> Body);

/// <summary>
/// Questions as customers of the company would ask: any of its services, at the customer's home where it is done there, within a week that begins
/// some time in the next two. The same company, seed and time give the same questions.
/// </summary>
/// <param name="facts">The company.</param>
/// <param name="now">When the weeks begin at the earliest.</param>
/// <param name="seed">Where the randomness comes from.</param>
/// <param name="offers">How many offers are asked for; null for as many as the API gives by itself.</param>
internal sealed class Questions(CompanyFacts facts, DateTimeOffset now, int seed, int? offers)
{
    private const int DaysAhead = 14, DaysAsked = 7;

    private readonly Random _random = new(seed);

    private readonly CustomerDocument[] _served =
        [.. facts.Customers.Where(customer => customer.Location is { } point && facts.TerritoryOf(point) >= 0)];

    private readonly int[] _withSites =
        [.. Enumerable.Range(0, facts.Territories.Count).Where(index => facts.WithSites.Contains(facts.Territories[index].Id!))];

    /// <summary>Draws questions.</summary>
    /// <param name="count">How many.</param>
    /// <param name="services">The services asked for, each as often; those nobody can be asked for here are left out.</param>
    internal Question[] Draw(int count, IReadOnlyList<ServiceDocument> services)
    {
        ServiceDocument[] possible = [.. services.Where(IsPossible)];
        if (possible.Length == 0) throw new LoadTestException("There is nothing to ask: the company has no service with customers or sites for it. Fill the silo first.");
        return [.. Enumerable.Range(0, count).Select(_ => Draw(possible[_random.Next(possible.Length)]))];
    }

    /// <summary>Whether there is somebody who can ask for a service, somewhere it is given.</summary>
    internal bool IsPossible(ServiceDocument service) =>
        Has(service, RoleWhere.Customer) ? _served.Length > 0 : facts.Territories.Count > 0 && (!Has(service, RoleWhere.Site) || _withSites.Length > 0);

    private Question Draw(ServiceDocument service)
    {
        bool isVisit = Has(service, RoleWhere.Customer);
        CustomerDocument? customer = isVisit ? One(_served) : facts.Customers.Count > 0 ? One(facts.Customers) : null;
        int territory = isVisit ? facts.TerritoryOf(customer!.Location!) : Has(service, RoleWhere.Site) ? One(_withSites) : _random.Next(facts.Territories.Count);
        DateTimeOffset earliest = now.AddDays(_random.NextDouble() * DaysAhead);
        var body = new JsonObject
        {
            ["territory"] = facts.Territories[territory].Id,
            ["service"] = service.Id,
            ["earliest"] = At(earliest),
            ["latest"] = At(earliest.AddDays(DaysAsked)),
        };
        if (customer is not null) body["customer"] = new JsonObject { ["id"] = customer.Id };
        if (offers is { } most) body["maxOffers"] = most;
        return new Question(service.Id!, territory, System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()));
    }

    private T One<T>(IReadOnlyList<T> things) => things[_random.Next(things.Count)];

    private static bool Has(ServiceDocument service, RoleWhere where) => service.Steps.Any(step => step.Roles.Any(role => role.Where == where));

    private static string At(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}
