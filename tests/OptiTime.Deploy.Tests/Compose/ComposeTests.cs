using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OptiTime.Deploy.Tests.Documents;
using OptiTime.Deploy.Tests.Images;
using OptiTime.Deploy.Tests.Kubernetes;

namespace OptiTime.Deploy.Tests.Compose;

public sealed partial class ComposeTests
{
    private static readonly JsonObject File = Yaml.Document("deploy/compose.yaml");

    [Fact]
    public void Who_depends_on_somebody_waits_until_they_are_well_and_they_say_when()
    {
        foreach ((string name, JsonNode? service) in File.At("services").AsObject())
        {
            foreach ((string other, JsonNode? how) in service!["depends_on"]?.AsObject() ?? [])
            {
                how!.Text("condition").ShouldBe("service_healthy", name);
                File.Texts("services", other, "healthcheck", "test")[0].ShouldBe("CMD", other);
            }
        }
        File.At("services", "silo", "depends_on", "postgres").ShouldNotBeNull();
        File.At("services", "haproxy", "depends_on", "silo").ShouldNotBeNull();
    }

    [Fact]
    public void The_silos_are_three_and_are_built_from_the_dockerfile()
    {
        File.Number("services", "silo", "deploy", "replicas").ShouldBe(3);
        System.IO.File.Exists(Path.Combine(Repository.PathOf("deploy"), File.Text("services", "silo", "build", "context"), "Dockerfile")).ShouldBeTrue();
    }

    [Fact]
    public void A_silo_asks_itself_for_its_health_by_the_program_of_the_image() =>
        File.Texts("services", "silo", "healthcheck", "test").Skip(1).ShouldBe([.. Dockerfile.Image.The("ENTRYPOINT").Words, "health"]);

    [Fact]
    public void The_database_that_is_made_is_the_one_the_silos_use()
    {
        Dictionary<string, string> store = ConnectionString();
        JsonNode postgres = File.At("services", "postgres", "environment");

        store["Host"].ShouldBe("postgres");
        store["Database"].ShouldBe(postgres.Text("POSTGRES_DB"));
        store["Username"].ShouldBe(postgres.Text("POSTGRES_USER"));
        store["Password"].ShouldBe("${POSTGRES_PASSWORD}");
        postgres.Text("POSTGRES_PASSWORD").ShouldStartWith("${POSTGRES_PASSWORD:?");
    }

    [Fact]
    public void No_password_is_written_down_and_the_file_that_has_it_is_not_kept()
    {
        Passwords().Matches(Repository.Read("deploy/compose.yaml")).Select(match => match.Groups[1].Value).ShouldAllBe(value => value.StartsWith("${"));
        Repository.Read(".gitignore").Split('\n').ShouldContain("deploy/.env");
        Repository.Read("deploy/README.md").ShouldContain("> deploy/.env");
    }

    [Fact]
    public void Ports_are_open_to_this_machine_only()
    {
        string[] ports = [.. File.At("services").AsObject().SelectMany(service => service.Value!["ports"]?.AsArray() ?? []).Select(port => port!.ToString())];

        ports.ShouldNotBeEmpty();
        ports.ShouldAllBe(port => port.StartsWith("127.0.0.1:"));
    }

    [Fact]
    public void What_is_mounted_is_there_or_is_a_volume()
    {
        foreach (string mount in File.At("services").AsObject().SelectMany(service => service.Value!["volumes"]?.AsArray() ?? []).Select(mount => mount!.ToString().Split(':')[0]))
        {
            if (mount.StartsWith("./", StringComparison.Ordinal)) System.IO.File.Exists(Repository.PathOf("deploy/" + mount)).ShouldBeTrue(mount);
            else File.At("volumes").AsObject().ContainsKey(mount).ShouldBeTrue(mount);
        }
    }

    [Fact]
    public void The_volume_of_the_image_can_be_written_though_its_root_cannot()
    {
        File.At("services", "silo", "read_only").GetValue<bool>().ShouldBeTrue();
        File.Texts("services", "silo", "tmpfs").ShouldContain($"{Dockerfile.Image.The("VOLUME").Rest}:uid={Dockerfile.Image.The("USER").Rest.Split(':')[0]}");
    }

    [Fact]
    public void A_silo_has_the_time_it_takes_to_drain_and_to_finish_and_haproxy_to_notice()
    {
        IReadOnlyList<string> words = File.Texts("services", "silo", "command");
        int drain = ManifestTests.Seconds(words, "--drain-seconds");
        Match check = Checks().Match(Repository.Read("deploy/haproxy.cfg"));

        int.Parse(File.Text("services", "silo", "stop_grace_period").TrimEnd('s'), null).ShouldBeGreaterThan(drain + ManifestTests.Seconds(words, "--finish-seconds"));
        (int.Parse(check.Groups[1].Value, null) * int.Parse(check.Groups[2].Value, null) * 2).ShouldBeLessThan(drain);
    }

    [Fact]
    public void HAProxy_finds_the_silos_by_the_name_and_port_they_have()
    {
        string silos = File.Text("services", "haproxy", "environment", "OPTITIME_SILOS");

        File.At("services", silos).ShouldNotBeNull();
        Repository.Read("deploy/haproxy.cfg").ShouldContain($":{File.Texts("services", silos, "expose").Single()}\"");
    }

    /// <summary>A setting the database is started with.</summary>
    internal static string DatabaseSetting(string name) =>
        File.Texts("services", "postgres", "command").Single(word => word.StartsWith($"-c{name}=", StringComparison.Ordinal)).Split('=')[1];

    /// <summary>The connection string as its words and values.</summary>
    private static Dictionary<string, string> ConnectionString() =>
        File.Text("services", "silo", "environment", "OPTITIME_STORE").Split(';').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    [GeneratedRegex("check inter ([0-9]+)s fall ([0-9]+)")]
    private static partial Regex Checks();

    [GeneratedRegex("[Pp]assword[=:] ?([^;\n]+)")]
    private static partial Regex Passwords();
}
