using System.Net;
using System.Text.RegularExpressions;
using OptiTime.Deploy.Tests.Databases;
using OptiTime.Deploy.Tests.Documents;
using OptiTime.Deploy.Tests.Figures;
using OptiTime.Deploy.Tests.Kubernetes;
using OptiTime.Testbed.Silos;

namespace OptiTime.Deploy.Tests.Images;

/// <summary>The image, run as those who deploy it say.</summary>
public sealed partial class ImageTests(BuiltImage image) : IClassFixture<BuiltImage>
{
    private static readonly string[] Entrypoint = Dockerfile.Image.The("ENTRYPOINT").Words;

    [Fact(Timeout = Patience.Milliseconds)]
    public async Task Told_nothing_it_refuses_to_serve_where_anybody_could_call()
    {
        using OptiTimeProcess silo = Start(Dockerfile.Image.The("CMD").Words);

        (await silo.EndAsync()).ShouldBe(1);
        silo.Written.ShouldContain("--allow-anonymous");
    }

    [Fact(Timeout = Patience.Milliseconds)]
    public async Task As_compose_starts_it_it_serves_as_the_images_user_and_is_well()
    {
        using OptiTimeProcess silo = StartAsCompose();
        Uri address = await WellAsync(silo);

        string[] id = Dockerfile.Image.The("USER").Rest.Split(':');
        if (Environment.IsPrivilegedProcess) (await File.ReadAllTextAsync($"/proc/{silo.Id}/status")).ShouldMatch($@"Uid:\s{id[0]}\s[\s\S]*Gid:\s{id[1]}\s");
        (await HealthAsync(HealthCheck(), address)).ShouldBe((0, "live"));
        (await HealthAsync(ComposeHealthCheck(), address)).ShouldBe((0, "ready"));

        await silo.KillAsync();
        (int code, string written) = await HealthAsync(HealthCheck(), address);
        code.ShouldBe(1);
        written.ShouldContain($"127.0.0.1:{address.Port}");
    }

    [Fact(Timeout = Patience.Milliseconds)]
    public async Task Every_path_that_somebody_asks_is_there()
    {
        using OptiTimeProcess silo = StartAsCompose();
        using var http = new HttpClient { BaseAddress = await WellAsync(silo) };

        string[] probes = [.. new[] { "startupProbe", "readinessProbe", "livenessProbe" }.Select(probe => Manifests.Container("silos").Text(probe, "httpGet", "path"))];
        string figures = Manifests.Pod("silos").Text("metadata", "annotations", "prometheus.io/path");
        string check = BalancersCheck().Match(Repository.Read("deploy/haproxy.cfg")).Groups[1].Value;

        foreach (string path in probes.Append(figures).Append(check).Distinct())
            (await http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK, path);
    }

    [Fact(Timeout = Patience.Milliseconds)]
    public async Task Every_figure_that_an_alert_looks_at_is_one_a_silo_gives()
    {
        using OptiTimeProcess silo = StartAsCompose();
        Uri address = await WellAsync(silo);
        using var caller = new Caller(address);
        await Caller.FoundCompanyAsync(address);
        await caller.BookAsync(1);
        using var http = new HttpClient { BaseAddress = address };

        string figures = await http.GetStringAsync(new Uri("metrics", UriKind.Relative));

        Alerts.Metrics("optitime_").ShouldNotBeEmpty();
        foreach (string metric in Alerts.Metrics("optitime_")) figures.ShouldMatch($@"(?m)^{metric}[ {{]", metric);
    }

    [Fact(Timeout = Patience.Milliseconds)]
    public async Task Every_option_a_silo_is_started_with_is_one_it_has()
    {
        using OptiTimeProcess help = Start("serve", "--help");
        (await help.EndAsync()).ShouldBe(0);

        string[] options = [.. ComposeCommand().Concat(Manifests.Container("silos").Texts("args")).Where(word => word.StartsWith("--", StringComparison.Ordinal)).Distinct()];

        options.ShouldNotBeEmpty();
        foreach (string option in options) help.Written.ShouldContain(option);
    }

    /// <summary>At a port of its own, and on the volume instead of a database: all else is as the file says.</summary>
    private OptiTimeProcess StartAsCompose() => Start(ComposeCommand().Select(word => Port().Replace(word, ":0")));

    private OptiTimeProcess Start(params IEnumerable<string> words) => OptiTimeProcess.StartBy(image.Command([.. Entrypoint, .. words]));

    /// <summary>Waits until it serves and its health check agrees.</summary>
    private async Task<Uri> WellAsync(OptiTimeProcess silo)
    {
        Uri served = await silo.ServingAsync(), address = new UriBuilder(served) { Host = "127.0.0.1" }.Uri;
        while ((await HealthAsync(ComposeHealthCheck(), address)).Code != 0) await Task.Delay(TimeSpan.FromMilliseconds(50));
        return address;
    }

    private async Task<(int Code, string Written)> HealthAsync(IEnumerable<string> check, Uri silo)
    {
        using OptiTimeProcess asking = OptiTimeProcess.StartBy(image.Command([.. check, "--seconds", "60", "--url", $"{silo}"]));
        return (await asking.EndAsync(), asking.Written);
    }

    private static string[] HealthCheck() => new Instruction("CMD", Dockerfile.Image.The("HEALTHCHECK").Rest.Split("CMD ")[1]).Words;

    private static IReadOnlyList<string> ComposeCommand() => Yaml.Document("deploy/compose.yaml").Texts("services", "silo", "command");

    private static IEnumerable<string> ComposeHealthCheck() => Yaml.Document("deploy/compose.yaml").Texts("services", "silo", "healthcheck", "test").Skip(1);

    [GeneratedRegex(":5080$")]
    private static partial Regex Port();

    [GeneratedRegex("option httpchk GET (\\S+)")]
    private static partial Regex BalancersCheck();
}
