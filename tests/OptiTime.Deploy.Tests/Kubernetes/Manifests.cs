using System.Text.Json.Nodes;
using OptiTime.Deploy.Tests.Documents;

namespace OptiTime.Deploy.Tests.Kubernetes;

/// <summary>The objects <c>kubectl apply --kustomize</c> makes.</summary>
internal static class Manifests
{
    public const string Folder = "deploy/kubernetes";

    public static JsonObject Kustomization { get; } = Yaml.Document($"{Folder}/kustomization.yaml");

    public static IReadOnlyList<JsonObject> All { get; } = [.. Kustomization.Texts("resources").SelectMany(file => Yaml.Documents($"{Folder}/{file}"))];

    /// <summary>The objects of a kind.</summary>
    public static IEnumerable<JsonObject> Of(string kind) => All.Where(one => one.Text("kind") == kind);

    /// <summary>The object of a kind and a name.</summary>
    public static JsonObject One(string kind, string name) => Of(kind).Where(one => one.Text("metadata", "name") == name).ShouldHaveSingleItem($"{kind} {name}");

    /// <summary>The pods of a deployment.</summary>
    public static JsonNode Pod(string deployment) => One("Deployment", deployment).At("spec", "template");

    /// <summary>The only container of a deployment's pods.</summary>
    public static JsonNode Container(string deployment) => Pod(deployment).Items("spec", "containers").ShouldHaveSingleItem();

    /// <summary>The deployments whose pods have all of some labels.</summary>
    public static IEnumerable<string> Selected(JsonNode labels) =>
        from deployment in Of("Deployment")
        let theirs = deployment.At("spec", "template", "metadata", "labels")
        where labels.AsObject().All(label => theirs[label.Key]?.ToString() == label.Value!.ToString())
        select deployment.Text("metadata", "name");
}
