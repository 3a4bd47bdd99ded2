using System.Net;

namespace OptiTime.Silo.Tests.Fixtures;

/// <summary>A silo with one territory around Lyon, loaded through the API itself: five technicians, two sites with rooms, three services, three customers.</summary>
public class LyonSilo : RunningSilo
{
    private const string Week = """{"week":[{"days":["monday","tuesday","wednesday","thursday","friday"],"from":"08:00","to":"17:00","breaks":[{"from":"12:00","to":"13:00"}]}]}""";

    private const string Territories =
        """{"id":"rhone","name":"Rhône","zone":"Europe/Paris","currency":"EUR","centre":{"lat":45.76,"lon":4.84},"radiusMetres":60000}""";

    private const string Sites =
        """
        {"id":"BELLECOUR","territory":"rhone","name":"Bellecour","location":{"lat":45.757,"lon":4.832},"opening":{"week":[{"days":["monday","tuesday","wednesday","thursday","friday"],"from":"08:00","to":"19:00"}]}}
        {"id":"PARTDIEU","territory":"rhone","name":"Part-Dieu","location":{"lat":45.761,"lon":4.859},"opening":{"week":[{"days":["monday","tuesday","wednesday","thursday","friday"],"from":"08:00","to":"19:00"}]}}
        """;

    private const string Services =
        """
        {"id":"boiler-maintenance","name":"Boiler maintenance","steps":[{"name":"visit","durationSeconds":3600,"spreadSeconds":600,"roles":[{"name":"technician","kind":"technician","skills":[{"name":"gas-boiler","level":2}],"where":"customer"}]}],"promise":{"windows":[{"from":"08:00","to":"10:00"},{"from":"10:00","to":"12:00"},{"from":"13:00","to":"15:00"},{"from":"15:00","to":"17:00"}]},"price":{"amount":"120.00","currency":"EUR"}}
        {"id":"boiler-repair","name":"Boiler repair","class":"urgent","steps":[{"name":"visit","durationSeconds":5400,"roles":[{"name":"technician","kind":"technician","skills":[{"name":"gas-boiler","level":3}],"where":"customer"}]}],"promise":{"windows":[{"from":"08:00","to":"12:00"},{"from":"13:00","to":"17:00"}]},"price":{"amount":"180.50","currency":"EUR"}}
        {"id":"meeting","name":"Meeting room","steps":[{"durationSeconds":7200,"roles":[{"name":"room","kind":"room","skills":[{"name":"seats","level":6}],"where":"site"}]}],"price":{"amount":"90.00","currency":"EUR"}}
        """;

    private const string Customers =
        """
        {"id":"C-1042","name":"Mme Durand","phone":"+33 4 00 00 00 00","tier":"gold","location":{"lat":45.77,"lon":4.85},"prefer":["R-3"]}
        {"id":"C-2000","name":"M. Petit","location":{"lat":45.74,"lon":4.87},"refuse":["R-1"]}
        {"id":"C-3000","name":"Far Away","location":{"lat":48.85,"lon":2.35}}
        """;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        if ((await Http.GetAsync("/v1/territories/rhone")).StatusCode == HttpStatusCode.OK) return;
        await ImportAsync("territories", Territories);
        await ImportAsync("sites", Sites);
        await ImportAsync("services", Services);
        await ImportAsync("resources", string.Join('\n', Enumerable.Range(1, 5).Select(Technician).Concat(new[] { "R-B6", "R-B12", "R-P8" }.Select(Room))));
        await ImportAsync("customers", Customers);
    }

    private async Task ImportAsync(string path, string lines)
    {
        using HttpResponseMessage response = await Http.PostAsync($"/v1/{path}", Json.Lines(lines));
        string answer = await response.Content.ReadAsStringAsync();
        answer.ShouldNotContain("rejected");
        answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, answer);
    }

    private static string Technician(int number) => FormattableString.Invariant(
        $$$"""{"id":"R-{{{number}}}","territory":"rhone","name":"Technician {{{number}}}","kind":"technician","mobility":"mobile","home":{"lat":{{{45.70 + (number * 0.02)}}},"lon":4.83},"skills":[{"name":"gas-boiler","level":{{{(number % 3) + 1}}} }],"working":{{{Week}}},"rates":{"perHour":{"amount":"40.00"},"perKilometre":{"amount":"0.50"} } }""");

    private static string Room(string id) =>
        $$$"""{"id":"{{{id}}}","territory":"rhone","name":"Room {{{id}}}","kind":"room","mobility":"fixed","site":"{{{(id[2] == 'B' ? "BELLECOUR" : "PARTDIEU")}}}","skills":[{"name":"seats","level":{{{id[3..]}}} }],"rates":{"perHour":{"amount":"10.00"} } }""";
}
