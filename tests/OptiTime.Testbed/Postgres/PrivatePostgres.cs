using System.Globalization;
using Npgsql;
using OptiTime.Testbed.Processes;

namespace OptiTime.Testbed.Postgres;

/// <summary>
/// A PostgreSQL server of the tests' own: a new cluster in a temporary directory, on a free loopback port, without password. It can be killed
/// and started again, and is gone with all its files when it is disposed or this process ends.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    /// <summary>The most tries to get a port: others look for free ones at the same time.</summary>
    private const int Tries = 5;

    private static readonly Lazy<Task<PrivatePostgres>> OfAllTests = new(() => CreateAsync(new PrivatePostgresOptions { IsDurable = false }));

    private readonly PostgresPrograms _programs;
    private readonly PrivatePostgresOptions _options;
    private readonly string _root;
    private ServerProcess? _server;
    private int _databases;

    private PrivatePostgres(PostgresPrograms programs, PrivatePostgresOptions options, string root) =>
        (_programs, _options, _root) = (programs, options, root);

    /// <summary>Why there can be no server on this machine, in words for the report of a test that is skipped; null when there can.</summary>
    public static string? WhyNot => PostgresPrograms.FindAsync().GetAwaiter().GetResult().WhyNot;

    /// <summary>The port it listens at on 127.0.0.1; the same after it was started again.</summary>
    public int Port { get; private set; }

    /// <summary>Where the server's programs are: <c>pg_basebackup</c>, <c>pg_dump</c> and the others.</summary>
    public string BinDirectory => _programs.Directory;

    /// <summary>The directory of the cluster.</summary>
    public string DataDirectory => Path.Combine(_root, "data");

    /// <summary>The id of the server's first process; null while it is not running.</summary>
    public int? ProcessId => _server?.Id;

    /// <summary>How its administrator reaches the database <c>postgres</c>.</summary>
    public string ConnectionString => ConnectionTo("postgres");

    private string LogFile => Path.Combine(_root, "log");

    /// <summary>A new server that takes connections.</summary>
    /// <exception cref="InvalidOperationException">There can be none here, see <see cref="WhyNot"/>, or it did not start; the message has its log.</exception>
    public static async Task<PrivatePostgres> CreateAsync(PrivatePostgresOptions? options = null, CancellationToken stop = default)
    {
        (PostgresPrograms? programs, string? whyNot) = await PostgresPrograms.FindAsync();
        if (programs is null) throw new InvalidOperationException(whyNot);
        var server = new PrivatePostgres(programs, options ?? new(), Directory.CreateTempSubdirectory("optitime-postgres-").FullName);
        try
        {
            await server.MakeDataAsync(stop);
            await server.StartOnSomePortAsync(stop);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The one server that all tests of this process share which ask nothing of its durability; each takes databases of its own.</summary>
    public static Task<PrivatePostgres> SharedAsync() => OfAllTests.Value;

    /// <summary>A new, empty database.</summary>
    /// <returns>How its owner reaches it.</returns>
    public async Task<string> NewDatabaseAsync(CancellationToken stop = default)
    {
        string name = $"database_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(stop);
        return ConnectionTo(name);
    }

    /// <summary>Starts it again on the same directory and port, and waits until it takes connections: until it has recovered, where it was killed.</summary>
    public async Task StartAsync(CancellationToken stop = default)
    {
        if (_server is not null) throw new InvalidOperationException("The server is running.");
        string[] command =
            [_programs.PathOf("postgres"), "-D", DataDirectory, .. Settings().SelectMany(setting => (string[])["-c", $"{setting.Key}={setting.Value}"])];
        _server = await ServerProcess.StartAsync([.. _options.Disk?.Before(_programs.Owner!) ?? [], .. _programs.AsOwner(command)], LogFile, _root);
        while (!IsReady())
        {
            if (!Signals.IsRunning(_server.Id))
                throw new InvalidOperationException($"PostgreSQL did not start:\n{await ReadLogAsync(stop)}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), stop);
        }
    }

    /// <summary>Kills the server and its backends (<c>kill -9</c>), and waits until they are gone: what was not on disk is lost.</summary>
    public async Task KillAsync(CancellationToken stop = default)
    {
        if (_server is not { } server) return;
        await server.KillAsync(stop);
        await ForgetAsync(stop);
    }

    /// <summary>Stops the server in order and sends its clients away, and waits until it is gone.</summary>
    public Task StopAsync(CancellationToken stop = default) => EndAsync(Signals.Interrupt, stop);

    /// <summary>What the server has written to its log.</summary>
    public async Task<string> ReadLogAsync(CancellationToken stop = default) => File.Exists(LogFile) ? await File.ReadAllTextAsync(LogFile, stop) : "";

    /// <summary>Ends it at once and removes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync(Signals.Quit, CancellationToken.None);
        Directory.Delete(_root, recursive: true);
    }

    private async Task EndAsync(int signal, CancellationToken stop)
    {
        if (_server is not { } server) return;
        await server.EndAsync(signal, stop);
        await ForgetAsync(stop);
    }

    private string ConnectionTo(string database) => $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database}";

    private async Task MakeDataAsync(CancellationToken stop)
    {
        if (_options.MakeDataAsync is { } make) await make(DataDirectory);
        if (_programs.Owner is { } owner) await ProgramRun.ReadAsync(["chown", "-R", owner, _root], stop);
        if (_options.MakeDataAsync is not null) return;
        await ProgramRun.ReadAsync(
            _programs.AsOwner(
                _programs.PathOf("initdb"), "--pgdata", DataDirectory, "--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"), stop);
    }

    private async Task StartOnSomePortAsync(CancellationToken stop)
    {
        for (int attempt = 1; ; attempt++)
        {
            Port = FreePort.Find();
            try
            {
                await StartAsync(stop);
                return;
            }
            catch (InvalidOperationException failure) when (attempt < Tries && failure.Message.Contains("in use", StringComparison.Ordinal))
            {
                await KillAsync(stop);
            }
        }
    }

    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = $"{Port}",
            ["unix_socket_directories"] = "",
            // Tests run side by side, each with pools of its own.
            ["max_connections"] = "250",
            // In the data directory, so that it goes with it.
            ["dynamic_shared_memory_type"] = "mmap",
            ["fsync"] = _options.IsDurable ? "on" : "off",
        };
        foreach ((string name, string value) in _options.Settings) settings[name] = value;
        return settings;
    }

    private string PidFile => Path.Combine(DataDirectory, "postmaster.pid");

    /// <summary>
    /// The server writes how it is doing in the eighth line of its file; before, there may be the file of one that was killed. One that follows
    /// another, or still replays a log it was given, answers questions too.
    /// </summary>
    private bool IsReady()
    {
        try
        {
            return File.ReadLines(PidFile).ToList() is { Count: >= 8 } lines && lines[0] == $"{_server!.Id}" && lines[7].Trim() is "ready" or "standby";
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Removes what a server that was killed leaves: its file, lest its process id is given to another, and its shared memory.</summary>
    private async Task ForgetAsync(CancellationToken stop)
    {
        _server?.Dispose();
        _server = null;
        if (!File.Exists(PidFile)) return;
        string[] lines = await File.ReadAllLinesAsync(PidFile, stop);
        if (lines.ElementAtOrDefault(6)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var memory])
            ServerProcess.RemoveSharedMemory(int.Parse(memory, CultureInfo.InvariantCulture));
        File.Delete(PidFile);
    }
}
