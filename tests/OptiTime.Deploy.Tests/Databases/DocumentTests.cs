using System.Text.RegularExpressions;
using OptiTime.Deploy.Tests.Compose;
using OptiTime.Deploy.Tests.Documents;
using OptiTime.Deploy.Tests.Kubernetes;
using OptiTime.Storage.Postgres;
using OptiTime.Testbed.Postgres;

namespace OptiTime.Deploy.Tests.Databases;

public sealed partial class DocumentTests
{
    /// <summary>Those of a pool beside its own: the bell's, and the one that makes tables at the start.</summary>
    private const int ConnectionsBeside = 3, ForPeople = 20;

    [Theory]
    [InlineData("deploy/postgresql.md", 7)]
    [InlineData("deploy/backup.md", 1)]
    public async Task Every_query_of_the_documents_is_one_the_database_answers(string document, int queries)
    {
        Assert.SkipWhen(PrivatePostgres.WhyNot is not null, PrivatePostgres.WhyNot ?? "");
        string database = await (await PrivatePostgres.SharedAsync()).NewDatabaseAsync();
        await (await PostgresStore.OpenAsync(database, null, CancellationToken.None)).DisposeAsync();

        string[] all = [.. Queries().Matches(Repository.Read(document)).Select(match => match.Groups[1].Value)];

        all.Length.ShouldBe(queries);
        foreach (string query in all) await Sql.AskAsync(database, query.Replace(":'moment'", "'2026-11-20T10:10:00+01:00'", StringComparison.Ordinal));
    }

    [Fact]
    public void The_database_takes_the_connections_of_as_many_silos_as_haproxy_has_room_for()
    {
        int silos = int.Parse(Slots().Match(Repository.Read("deploy/haproxy.cfg")).Groups[1].Value, null);
        int needed = silos * (new PostgresStoreOptions().PoolSize + ConnectionsBeside) + ForPeople;

        int compose = int.Parse(ComposeTests.DatabaseSetting("max_connections"), null);
        int patroni = Yaml.Document("deploy/patroni.yml").Number("bootstrap", "dcs", "postgresql", "parameters", "max_connections");

        compose.ShouldBeGreaterThanOrEqualTo(needed);
        patroni.ShouldBe(compose);
        silos.ShouldBeGreaterThan(Manifests.One("HorizontalPodAutoscaler", "silos").Number("spec", "maxReplicas"));
        string told = Repository.Read("deploy/postgresql.md");
        told.ShouldContain($"silos × {new PostgresStoreOptions().PoolSize + ConnectionsBeside} + {ForPeople}  ≤  max_connections");
        told.ShouldContain($"the samples have {compose}, for the {silos} silos");
    }

    [Fact]
    public void Patroni_acknowledges_nothing_that_a_single_machine_has()
    {
        var dcs = Yaml.Document("deploy/patroni.yml").At("bootstrap", "dcs");

        dcs.At("synchronous_mode").GetValue<bool>().ShouldBeTrue();
        dcs.At("synchronous_mode_strict").GetValue<bool>().ShouldBeTrue();
        dcs.Number("maximum_lag_on_failover").ShouldBe(0);
        dcs.Text("postgresql", "parameters", "synchronous_commit").ShouldBe("on");
        ComposeTests.DatabaseSetting("synchronous_commit").ShouldBe("on");
    }

    [Fact]
    public async Task Every_setting_of_the_samples_is_one_the_server_has_and_may_be_given_there()
    {
        Assert.SkipWhen(PrivatePostgres.WhyNot is not null, PrivatePostgres.WhyNot ?? "");
        Dictionary<string, string> settings = Yaml.Document("deploy/patroni.yml").At("bootstrap", "dcs", "postgresql", "parameters").AsObject()
            .ToDictionary(one => one.Key, one => one.Value!.ToString());

        await using PrivatePostgres server = await PrivatePostgres.CreateAsync(new PrivatePostgresOptions { IsDurable = false, Settings = settings });

        foreach ((string name, string value) in settings)
            ((string)(await Sql.AskAsync(server.ConnectionString, $"SHOW {name}"))!).ShouldBeOneOf(value, value.Replace("60s", "1min", StringComparison.Ordinal));
    }

    [GeneratedRegex("```sql\\n([\\s\\S]*?)```")]
    private static partial Regex Queries();

    [GeneratedRegex("server-template silo- ([0-9]+)")]
    private static partial Regex Slots();
}
