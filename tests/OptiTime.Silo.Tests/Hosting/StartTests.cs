using OptiTime.Silo.Hosting;
using OptiTime.Silo.Stores;
using OptiTime.Storage.Sqlite;

namespace OptiTime.Silo.Tests.Hosting;

public sealed class StartTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("optitime-start-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://example.org:0")]
    [InlineData("http://127.0.0.1:0;http://192.0.2.1:0")]
    public void An_address_others_can_reach_is_refused_and_nothing_is_written(string urls)
    {
        string data = Path.Combine(_directory, "data");

        Should.Throw<UnsafeAddressException>(() => SiloApplication.Create(new SiloOptions { Urls = urls, Plans = StoreAddress.InDirectory(data) }, [])).Message.ShouldContain("--allow-anonymous");

        Directory.Exists(data).ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://127.0.0.1:0", false, "TLS")]
    [InlineData("https://0.0.0.0:0", true, "TLS")]
    [InlineData("http://127.0.0.1:0;HTTPS://localhost:5443", false, "TLS")]
    [InlineData("ftp://127.0.0.1:0", false, "not http")]
    [InlineData("127.0.0.1:5080", false, "not an address")]
    [InlineData("http://127.0.0.1:0/plans", false, "'/plans'")]
    public void An_address_a_silo_cannot_listen_on_is_refused_and_nothing_is_written(string urls, bool isMeant, string reason)
    {
        string data = Path.Combine(_directory, "data");

        Should.Throw<IOException>(() => SiloApplication.Create(
            new SiloOptions { Urls = urls, Plans = StoreAddress.InDirectory(data), AllowAnonymousAnywhere = isMeant }, [])).Message.ShouldContain(reason);

        Directory.Exists(data).ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", false)]
    [InlineData("http://localhost:5080", false)]
    [InlineData("http://[::1]:0;http://127.0.0.2:0", false)]
    [InlineData("http://0.0.0.0:0", true)]
    public async Task An_address_of_this_machine_or_one_that_is_meant_is_taken(string urls, bool isMeant)
    {
        await using var silo = SiloApplication.Create(new SiloOptions { Urls = urls, Plans = StoreAddress.InDirectory(_directory), AllowAnonymousAnywhere = isMeant }, []);

        silo.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_second_silo_on_one_data_directory_is_refused()
    {
        await using var first = SiloApplication.Create(new SiloOptions { Urls = "http://127.0.0.1:0", Plans = StoreAddress.InDirectory(_directory) }, []);
        await first.StartAsync();

        Should.Throw<StoreLockedException>(() => SiloApplication.Create(new SiloOptions { Urls = "http://127.0.0.1:0", Plans = StoreAddress.InDirectory(_directory) }, []));
        await first.StopAsync();
    }
}
