using System.Globalization;
using System.Net;

namespace OptiTime.Silo.Tests.Fixtures;

/// <summary>
/// A silo on which each test founds territories of its own, on a parallel of its own, so that none sees another's. One degree of longitude
/// is some 78 km there.
/// </summary>
public sealed class Borderland : RunningSilo
{
    private const string Week = """{"week":[{"days":["monday","tuesday","wednesday","thursday","friday"],"from":"08:00","to":"17:00"}]}""";
    private int _parallels;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (await Http.PutAsync("/v1/services/visit", """
            {"name":"Visit","steps":[{"durationSeconds":3600,"roles":[{"name":"technician","kind":"technician","where":"customer"}]}],
             "promise":{"windows":[{"from":"08:00","to":"10:00"},{"from":"10:00","to":"12:00"},{"from":"13:00","to":"15:00"}]},"price":{"amount":"100.00"}}
            """)).Status.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.OK);
        (await Http.PutAsync("/v1/services/room", """
            {"name":"Room","steps":[{"durationSeconds":3600,"roles":[{"name":"room","kind":"room","where":"site"}]}],"price":{"amount":"20.00"}}
            """)).Status.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.OK);
    }

    /// <summary>A parallel no other test has: the southern ones first, five degrees apart would leave the globe, so two.</summary>
    internal Parallel NewParallel() => new(this, -60 + (2 * Interlocked.Increment(ref _parallels)));

    /// <summary>A parallel of latitude with the territories of one test on it.</summary>
    internal sealed class Parallel(Borderland silo, int latitude)
    {
        public string Id(string name) => string.Create(CultureInfo.InvariantCulture, $"{name}{(latitude < 0 ? "-s" : "-n")}{Math.Abs(latitude)}");

        public async Task FoundAsync(string name, double kilometresEast, int radiusKilometres, string zone = "Europe/Paris", string currency = "EUR", int horizonDays = 30)
        {
            Answer answer = await silo.Http.PutAsync($"/v1/territories/{Id(name)}", $$"""
                {"name":"{{name}}","zone":"{{zone}}","currency":"{{currency}}","centre":{{Point(kilometresEast)}},"radiusMetres":{{radiusKilometres}}000,"horizonDays":{{horizonDays}} }
                """);
            ((int)answer.Status).ShouldBeInRange(200, 201, answer.Body?.ToJsonString());
        }

        public async Task HireAsync(string territory, string name, double kilometresEast)
        {
            Answer answer = await silo.Http.PutAsync($"/v1/resources/{Id(name)}", $$"""
                {"territory":"{{Id(territory)}}","name":"{{name}}","kind":"technician","mobility":"mobile","home":{{Point(kilometresEast)}},
                 "working":{{Week}},"rates":{"perHour":{"amount":"30.00"},"perKilometre":{"amount":"1.00"} } }
                """);
            answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body?.ToJsonString());
        }

        public async Task BuildAsync(string territory, string name, double kilometresEast) => (await silo.Http.PutAsync($"/v1/sites/{Id(name)}", $$"""
            {"territory":"{{Id(territory)}}","name":"{{name}}","location":{{Point(kilometresEast)}},"opening":{{Week}} }
            """)).Status.ShouldBe(HttpStatusCode.Created);

        public async Task FurnishAsync(string territory, string name, string site) => (await silo.Http.PutAsync($"/v1/resources/{Id(name)}", $$"""
            {"territory":"{{Id(territory)}}","name":"{{name}}","kind":"room","mobility":"fixed","site":"{{Id(site)}}","rates":{"perHour":{"amount":"10.00"} } }
            """)).Status.ShouldBe(HttpStatusCode.Created);

        /// <summary>Asks for a visit somewhere on the parallel, without naming a territory.</summary>
        public Task<Answer> AskAsync(double kilometresEast, string more = "", string service = "visit") =>
            silo.Http.PostAsync("/v1/availability", $$"""{"service":"{{service}}","location":{{Point(kilometresEast)}}{{more}} }""");

        private string Point(double kilometresEast) => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"lat":{{latitude}},"lon":{{4 + (kilometresEast / (111.195 * Math.Cos(double.DegreesToRadians(latitude))))}} }""");
    }
}
