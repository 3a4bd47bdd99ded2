using System.Text.Json.Nodes;
using OptiTime.Deploy.Tests.Documents;

namespace OptiTime.Deploy.Tests.Kubernetes;

public sealed class ManifestTests
{
    [Fact]
    public void Every_file_of_the_folder_is_applied_and_every_applied_file_is_there() =>
        Directory.GetFiles(Repository.PathOf(Manifests.Folder)).Select(Path.GetFileName).Except(["kustomization.yaml"])
            .ShouldBe(Manifests.Kustomization.Texts("resources"), ignoreOrder: true);

    [Fact]
    public void Every_object_says_what_it_is_and_no_two_have_one_name()
    {
        foreach (JsonObject one in Manifests.All)
        {
            string version = one.Text("kind") switch
            {
                "Namespace" or "Service" => "v1",
                "Deployment" => "apps/v1",
                "PodDisruptionBudget" => "policy/v1",
                "HorizontalPodAutoscaler" => "autoscaling/v2",
                "NetworkPolicy" => "networking.k8s.io/v1",
                var other => throw new ShouldAssertException($"Nobody has said what a {other} should look like."),
            };
            one.Text("apiVersion").ShouldBe(version);
            one.Text("metadata", "name").ShouldMatch("^[a-z][a-z0-9-]*$");
        }
        Manifests.All.Select(one => (one.Text("kind"), one.Text("metadata", "name"))).ShouldBeUnique();
    }

    [Fact]
    public void All_live_in_the_namespace_that_is_made_for_them() =>
        Manifests.Of("Namespace").ShouldHaveSingleItem().Text("metadata", "name").ShouldBe(Manifests.Kustomization.Text("namespace"));

    [Fact]
    public void Nothing_secret_is_here_and_what_is_referred_to_is_made_by_a_command_of_the_readme()
    {
        Manifests.Of("Secret").ShouldBeEmpty();
        string readme = Repository.Read("deploy/README.md");
        JsonNode secret = Manifests.Container("silos").Items("env").Single(one => one.Text("name") == "OPTITIME_STORE").At("valueFrom", "secretKeyRef");
        readme.ShouldContain($"create secret generic {secret.Text("name")} --from-literal={secret.Text("key")}=");
        string configuration = Manifests.Pod("haproxy").Items("spec", "volumes").Single().Text("configMap", "name");
        readme.ShouldContain($"create configmap {configuration} --from-file=deploy/haproxy.cfg");
    }

    [Theory]
    [InlineData("silos")]
    [InlineData("haproxy")]
    public void A_deployment_finds_its_own_pods_and_nobody_elses(string deployment) =>
        Manifests.Selected(Manifests.One("Deployment", deployment).At("spec", "selector", "matchLabels")).ShouldBe([deployment]);

    [Theory]
    [InlineData("silos", "silos")]
    [InlineData("optitime", "haproxy")]
    public void A_service_sends_to_the_pods_of_one_deployment_at_a_port_they_have(string service, string deployment)
    {
        JsonNode spec = Manifests.One("Service", service).At("spec");

        Manifests.Selected(spec.At("selector")).ShouldBe([deployment]);
        PortsOf(deployment).Keys.ShouldContain(spec.Items("ports").ShouldHaveSingleItem().Text("targetPort"));
    }

    [Theory]
    [InlineData("silos")]
    [InlineData("haproxy")]
    public void A_disruption_budget_keeps_all_but_one_of_a_deployment(string deployment)
    {
        JsonNode spec = Manifests.One("PodDisruptionBudget", deployment).At("spec");

        Manifests.Selected(spec.At("selector", "matchLabels")).ShouldBe([deployment]);
        spec.Number("maxUnavailable").ShouldBe(1);
    }

    [Theory]
    [InlineData("silos")]
    [InlineData("haproxy")]
    public void Pods_run_as_somebody_without_rights_on_a_root_they_cannot_write(string deployment)
    {
        JsonNode pod = Manifests.Pod(deployment).At("spec"), container = Manifests.Container(deployment);

        pod.At("securityContext", "runAsNonRoot").GetValue<bool>().ShouldBeTrue();
        pod.Number("securityContext", "runAsUser").ShouldBeGreaterThan(0);
        pod.Text("securityContext", "seccompProfile", "type").ShouldBe("RuntimeDefault");
        pod.At("automountServiceAccountToken").GetValue<bool>().ShouldBeFalse();
        container.At("securityContext", "readOnlyRootFilesystem").GetValue<bool>().ShouldBeTrue();
        container.At("securityContext", "allowPrivilegeEscalation").GetValue<bool>().ShouldBeFalse();
        container.Texts("securityContext", "capabilities", "drop").ShouldBe(["ALL"]);
        foreach (string what in new[] { "cpu", "memory" }) container.Text("resources", "requests", what).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_silo_has_the_time_it_takes_to_drain_and_to_finish()
    {
        string[] words = [.. Manifests.Container("silos").Texts("args")];

        Manifests.Pod("silos").Number("spec", "terminationGracePeriodSeconds").ShouldBeGreaterThan(Seconds(words, "--drain-seconds") + Seconds(words, "--finish-seconds"));
    }

    [Theory]
    [InlineData("silos")]
    [InlineData("haproxy")]
    public void Volumes_that_are_mounted_are_there_and_none_is_there_in_vain(string deployment) =>
        Manifests.Container(deployment).Items("volumeMounts").Select(mount => mount.Text("name"))
            .ShouldBe(Manifests.Pod(deployment).Items("spec", "volumes").Select(volume => volume.Text("name")), ignoreOrder: true);

    [Theory]
    [InlineData("silos")]
    [InlineData("haproxy")]
    public void Pods_are_spread_and_the_spread_counts_the_right_ones(string deployment)
    {
        foreach (JsonNode spread in Manifests.Pod(deployment).Items("spec", "topologySpreadConstraints"))
            Manifests.Selected(spread.At("labelSelector", "matchLabels")).ShouldBe([deployment]);
    }

    [Fact]
    public void The_autoscaler_moves_the_silos_and_only_it_says_how_many_there_are()
    {
        JsonNode spec = Manifests.One("HorizontalPodAutoscaler", "silos").At("spec");

        Manifests.One(spec.Text("scaleTargetRef", "kind"), spec.Text("scaleTargetRef", "name")).At("spec").AsObject().ContainsKey("replicas").ShouldBeFalse();
        spec.Number("minReplicas").ShouldBeGreaterThanOrEqualTo(3);
        spec.Number("maxReplicas").ShouldBeGreaterThan(spec.Number("minReplicas"));
    }

    [Fact]
    public void The_network_lets_in_only_who_has_business_there()
    {
        JsonNode all = Manifests.One("NetworkPolicy", "nobody").At("spec");
        all.At("podSelector").AsObject().ShouldBeEmpty();
        (all["ingress"], all["egress"]).ShouldBe((null, null));

        JsonNode silos = Manifests.One("NetworkPolicy", "silos").At("spec"), haproxy = Manifests.One("NetworkPolicy", "haproxy").At("spec");
        Manifests.Selected(silos.At("podSelector", "matchLabels")).ShouldBe(["silos"]);
        Manifests.Selected(haproxy.At("podSelector", "matchLabels")).ShouldBe(["haproxy"]);
        Ports(silos, "ingress").ShouldBe(PortsOf("silos").Values, ignoreOrder: true);
        Ports(haproxy, "ingress").ShouldBe(PortsOf("haproxy").Values, ignoreOrder: true);
        silos.Items("ingress").SelectMany(rule => rule.Items("from")).Where(from => from["podSelector"] is not null)
            .SelectMany(from => Manifests.Selected(from.At("podSelector", "matchLabels"))).ShouldBe(["haproxy"]);
        JsonNode toSilos = haproxy.Items("egress").First(rule => rule.Items("to").Any(to => to["namespaceSelector"] is null));
        Manifests.Selected(toSilos.At("to", "0", "podSelector", "matchLabels")).ShouldBe(["silos"]);
        toSilos.Items("ports").Select(port => port.Number("port")).ShouldBe(PortsOf("silos").Values);
    }

    [Fact]
    public void What_callers_of_other_namespaces_need_is_told_in_the_readme()
    {
        string readme = Repository.Read("deploy/README.md");

        foreach (JsonNode from in Manifests.Of("NetworkPolicy").SelectMany(one => one.At("spec")["ingress"]?.AsArray() ?? []).SelectMany(rule => rule!.Items("from")))
        {
            if (from["namespaceSelector"] is not { } selector) continue;
            foreach ((string name, JsonNode? value) in selector.At("matchLabels").AsObject()) readme.ShouldContain($"{name}={value!.GetValue<string>()}");
        }
    }

    [Fact]
    public void HAProxy_asks_for_the_silos_by_the_name_of_their_service()
    {
        string service = Manifests.One("Service", "silos").Text("metadata", "name"), space = Manifests.Kustomization.Text("namespace");

        Manifests.One("Service", "silos").Text("spec", "clusterIP").ShouldBe("None");
        Manifests.Container("haproxy").Items("env").Single(one => one.Text("name") == "OPTITIME_SILOS").Text("value").ShouldBe($"{service}.{space}.svc.cluster.local");
    }

    /// <summary>What a command line says of an option.</summary>
    internal static int Seconds(IReadOnlyList<string> words, string option) => int.Parse(words.SkipWhile(word => word != option).ElementAt(1), null);

    private static Dictionary<string, int> PortsOf(string deployment) =>
        Manifests.Container(deployment).Items("ports").ToDictionary(port => port.Text("name"), port => port.Number("containerPort"));

    private static IEnumerable<int> Ports(JsonNode policy, string direction) =>
        policy.Items(direction).SelectMany(rule => rule.Items("ports")).Select(port => port.Number("port")).Distinct();
}
