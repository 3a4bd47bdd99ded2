using System.Net;
using Microsoft.AspNetCore.Builder;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Tests.Fixtures;

/// <summary>Two silos over one store that can be made to misbehave, with one territory, a technician, a room and two customers. It is Monday, 2026-11-23, 07:00 in Lyon.</summary>
public sealed class TwoSilos : IAsyncLifetime
{
    private const string Week = """{"week":[{"days":["monday","tuesday","wednesday","thursday","friday"],"from":"08:00","to":"17:00"}]}""";

    private readonly string _directory = Directory.CreateTempSubdirectory("optitime-two-").FullName;
    private readonly List<WebApplication> _silos = [];
    private PlanStore? _inside;

    internal MovableClock Clock { get; } = new(DateTimeOffset.Parse("2026-11-23T06:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

    internal FaultyStore Store { get; private set; } = null!;

    public HttpClient First { get; private set; } = null!;

    public HttpClient Second { get; private set; } = null!;

    internal IServiceProvider InsideFirst => _silos[0].Services;

    public async ValueTask InitializeAsync()
    {
        _inside = PlanStore.Open(_directory, Clock);
        Store = new FaultyStore(_inside);
        (First, Second) = (await StartAsync(), await StartAsync());
        await PutAsync("territories/rhone", """{"name":"Rhône","zone":"Europe/Paris","currency":"EUR","centre":{"lat":45.76,"lon":4.84},"radiusMetres":60000,"horizonDays":30}""");
        await PutAsync("sites/OPERA", $$"""{"territory":"rhone","name":"Opéra","location":{"lat":45.767,"lon":4.836},"opening":{{Week}} }""");
        await PutAsync("services/visit", """
            {"name":"Visit","steps":[{"durationSeconds":3600,"roles":[{"name":"technician","kind":"technician","where":"customer"}]}],
             "promise":{"windows":[{"from":"08:00","to":"12:00"},{"from":"13:00","to":"17:00"}]},"price":{"amount":"100.00"} }
            """);
        await PutAsync("services/room", """{"name":"Room","steps":[{"durationSeconds":3600,"roles":[{"name":"room","kind":"room","where":"site"}]}],"price":{"amount":"20.00"} }""");
        await PutAsync("resources/R-1", $$"""{"territory":"rhone","name":"One","kind":"technician","mobility":"mobile","home":{"lat":45.75,"lon":4.85},"working":{{Week}},"rates":{"perHour":{"amount":"30.00"} } }""");
        await PutAsync("resources/ROOM", """{"territory":"rhone","name":"Room","kind":"room","mobility":"fixed","site":"OPERA","rates":{"perHour":{"amount":"5.00"} } }""");
        await PutAsync("customers/C-1", """{"name":"Mme Durand","location":{"lat":45.77,"lon":4.85} }""");
        await PutAsync("customers/C-2", """{"name":"M. Petit","location":{"lat":45.74,"lon":4.87} }""");
    }

    public async ValueTask DisposeAsync()
    {
        (Store.IsAway, Store.Appending) = (false, null);
        First.Dispose();
        Second.Dispose();
        foreach (WebApplication silo in _silos)
        {
            await silo.StopAsync();
            await silo.DisposeAsync();
        }
        await _inside!.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Waits until a silo answers a path in a certain way.</summary>
    internal static async Task<Answer> UntilAsync(HttpClient silo, string path, Func<Answer, bool> isSo)
    {
        while (true)
        {
            Answer answer = await silo.ReadAsync(path);
            if (isSo(answer)) return answer;
            await Task.Yield();
        }
    }

    private async Task PutAsync(string path, string body)
    {
        Answer answer = await First.PutAsync($"/v1/{path}", body);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body?.ToJsonString());
    }

    private async Task<HttpClient> StartAsync()
    {
        var address = StoreAddress.InDirectory(_directory);
        var store = new SiloStore(address);
        PlanStore side = Store.ForSilo();
        store.Open(new OpenedStore(side, await side.OfferKeysAsync(CancellationToken.None)));
        WebApplication silo = SiloApplication.Create(
            new SiloOptions { Urls = "http://127.0.0.1:0", Plans = address, Clock = Clock, Optimises = false }, ["--Logging:LogLevel:Default=Error"], store);
        _silos.Add(silo);
        await silo.StartAsync();
        return new HttpClient { BaseAddress = new Uri(silo.Urls.First()) };
    }
}
