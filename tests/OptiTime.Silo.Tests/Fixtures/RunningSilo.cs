using Microsoft.AspNetCore.Builder;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Tests.Fixtures;

/// <summary>A silo on a free port over the real store in a directory of its own. It is Monday, 2026-11-23, 07:00 in Lyon.</summary>
public class RunningSilo : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("optitime-silo-").FullName;
    private readonly MovableClock _clock;
    private WebApplication? _silo;

    public RunningSilo() => _clock = Goes(DateTimeOffset.Parse("2026-11-23T06:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

    public HttpClient Http { get; private set; } = null!;

    internal MovableClock Clock => _clock;

    internal IServiceProvider Inside => _silo!.Services;

    public string DataDirectory => _directory;

    /// <summary>Whether plans are optimised while a test looks at them.</summary>
    protected virtual bool Optimises => false;

    /// <summary>The clock it goes by.</summary>
    private protected virtual MovableClock Goes(DateTimeOffset from) => new(from);

    public virtual async ValueTask InitializeAsync()
    {
        _silo = SiloApplication.Create(
            new SiloOptions { Urls = "http://127.0.0.1:0", Plans = StoreAddress.InDirectory(_directory), Clock = _clock, Optimises = Optimises }, ["--Logging:LogLevel:Default=Warning"]);
        await _silo.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(_silo.Urls.First()) };
    }

    public async ValueTask RestartAsync()
    {
        await StopAsync();
        await InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task StopAsync()
    {
        Http.Dispose();
        await _silo!.StopAsync();
        await _silo.DisposeAsync();
    }
}
