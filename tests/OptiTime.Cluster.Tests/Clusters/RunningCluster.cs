using System.Text;
using OptiTime.Testbed.Histories;
using OptiTime.Testbed.Networks;
using OptiTime.Testbed.Postgres;
using OptiTime.Testbed.Silos;

namespace OptiTime.Cluster.Tests.Clusters;

/// <summary>A silo with its own way to the database.</summary>
internal sealed record Member(SiloProcess Silo, FaultyLink Link);

/// <summary>A PostgreSQL server of its own, some silos, each behind a link that can fail, and a company in the database. All gone at the end.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private readonly PrivatePostgres _server;
    private readonly List<Member> _members = [];

    private RunningCluster(PrivatePostgres server, string store) => (_server, Store) = (server, store);

    /// <summary>Whether its silos optimise the plans.</summary>
    private bool Optimises { get; init; }

    /// <summary>The database server.</summary>
    internal PrivatePostgres Server => _server;

    /// <summary>The database, by the straight way.</summary>
    internal string Store { get; }

    internal IReadOnlyList<Member> Members => _members;

    internal IReadOnlyList<SiloProcess> Silos => [.. _members.Select(member => member.Silo)];

    /// <summary>Starts a cluster with the company in it.</summary>
    /// <param name="clocksAhead">How far the clock of each silo is ahead.</param>
    internal static async Task<RunningCluster> StartAsync(params TimeSpan[] clocksAhead)
    {
        PrivatePostgres server = await PrivatePostgres.CreateAsync();
        return await StartAsync(server, await server.NewDatabaseAsync(), clocksAhead);
    }

    /// <summary>Starts a cluster with the company in it whose silos optimise the plans, as silos do by themselves; tests that look at plans while nobody calls do without.</summary>
    /// <param name="clocksAhead">How far the clock of each silo is ahead.</param>
    internal static async Task<RunningCluster> StartOptimisingAsync(params TimeSpan[] clocksAhead)
    {
        PrivatePostgres server = await PrivatePostgres.CreateAsync();
        return await StartAsync(new RunningCluster(server, await server.NewDatabaseAsync()) { Optimises = true }, clocksAhead);
    }

    /// <summary>Starts a cluster with the company in it.</summary>
    /// <param name="server">Its server, from now on.</param>
    /// <param name="store">An empty database.</param>
    /// <param name="clocksAhead">How far the clock of each silo is ahead.</param>
    internal static Task<RunningCluster> StartAsync(PrivatePostgres server, string store, params TimeSpan[] clocksAhead) =>
        StartAsync(new RunningCluster(server, store), clocksAhead);

    private static async Task<RunningCluster> StartAsync(RunningCluster cluster, TimeSpan[] clocksAhead)
    {
        try
        {
            await cluster.LoadAsync();
            await Task.WhenAll(clocksAhead.Select((ahead, index) => cluster.AddAsync($"silo-{(char)('a' + index)}", ahead)));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more silo, and waits until it is ready.</summary>
    internal async Task<Member> AddAsync(string name, TimeSpan clockAhead = default, string file = "optitime.dll")
    {
        var link = new FaultyLink(_server.Port);
        // The database is told which silo a connection is of.
        string store = $"{Store.Replace($"Port={_server.Port}", $"Port={link.Port}", StringComparison.Ordinal)};Application Name={name}";
        var member = new Member(new SiloProcess(name, ["--store", store, "--drain-seconds", "1", "--optimise", Optimises ? "on" : "off"], clockAhead, file), link);
        lock (_members) _members.Add(member);
        await member.Silo.StartAsync();
        return member;
    }

    /// <summary>Takes a silo out of the cluster.</summary>
    internal async Task RemoveAsync(Member member)
    {
        lock (_members) _members.Remove(member);
        await member.Silo.DisposeAsync();
        await member.Link.DisposeAsync();
    }

    /// <summary>What the database has of some territories, and what the boards of silos say.</summary>
    internal async Task<PlanRecord> RecordAsync(IEnumerable<Occupation> plan, params IReadOnlyCollection<string> territories) => new(
        [.. (await PlanRecordReader.ReadLogAsync(Store)).Where(version => territories.Contains(version.Territory))], [.. plan],
        [.. (await PlanRecordReader.ReadAssignmentsAsync(Store)).Where(one => territories.Contains(one.Territory))]);

    /// <summary>Runs <c>optitime verify</c> on the database.</summary>
    internal Task<(int Code, string Written)> VerifyAsync() => OptiTimeProcess.RunAsync("verify", "--store", Store);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (Member member in _members.ToArray()) await RemoveAsync(member);
        await _server.DisposeAsync();
    }

    private async Task LoadAsync()
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, Company.Lines(), Encoding.UTF8);
            (int code, string written) = await OptiTimeProcess.RunAsync("load", file, "--store", Store);
            if (code != 0) throw new InvalidOperationException($"The company was not loaded:\n{written}");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
