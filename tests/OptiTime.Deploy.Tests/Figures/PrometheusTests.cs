using System.Text.Json.Nodes;
using OptiTime.Deploy.Tests.Documents;

namespace OptiTime.Deploy.Tests.Figures;

public sealed class PrometheusTests
{
    private static readonly JsonObject Services = Yaml.Document("deploy/compose.yaml").At("services").AsObject();
    private static readonly JsonObject Settings = Yaml.Document("deploy/prometheus.yml");

    [Fact]
    public void Its_files_are_where_it_looks_for_them()
    {
        string[] mounted = [.. Services["prometheus"]!.Texts("volumes").Select(mount => mount.Split(':')[1])];

        mounted.ShouldContain("/etc/prometheus/prometheus.yml");
        foreach (string rules in Settings.Texts("rule_files")) mounted.ShouldContain($"/etc/prometheus/{rules}");
    }

    [Fact]
    public void Each_silo_is_asked_by_the_name_and_port_of_its_service()
    {
        JsonNode found = Job("silos").Items("dns_sd_configs").ShouldHaveSingleItem();

        found.Texts("names").ShouldBe(["silo"]);
        Services["silo"]!.Texts("expose").ShouldBe([found.Text("port")]);
        found.Text("type").ShouldBe("A");
    }

    [Fact]
    public void HAProxy_is_asked_at_the_port_of_its_operations()
    {
        string target = Job("haproxy").Items("static_configs").ShouldHaveSingleItem().Texts("targets").ShouldHaveSingleItem();

        Services.ContainsKey(target.Split(':')[0]).ShouldBeTrue();
        Repository.Read("deploy/haproxy.cfg").ShouldContain($"OPTITIME_OPERATIONS-:{target.Split(':')[1]}");
    }

    [Fact]
    public void Each_alert_waits_a_while_says_how_urgent_it_is_and_what_to_do()
    {
        Alerts.All.Select(alert => alert.Text("alert")).ShouldBeUnique();
        foreach (JsonNode alert in Alerts.All)
        {
            alert.Text("alert").ShouldMatch("^[A-Z][A-Za-z]+$");
            alert.Text("for").ShouldMatch("^[0-9]+[sm]$");
            alert.Text("labels", "severity").ShouldBeOneOf("page", "ticket");
            alert.Text("annotations", "summary").ShouldEndWith(".");
            alert.Text("annotations", "remedy").ShouldEndWith(".");
        }
    }

    [Fact]
    public void The_jobs_that_alerts_name_are_there()
    {
        string[] jobs = [.. Settings.Items("scrape_configs").Select(job => job.Text("job_name"))];

        foreach (string job in Alerts.Jobs) jobs.ShouldContain(job);
    }

    private static JsonNode Job(string name) => Settings.Items("scrape_configs").Single(job => job.Text("job_name") == name);
}
