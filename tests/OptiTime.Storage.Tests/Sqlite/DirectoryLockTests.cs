using System.Diagnostics;
using OptiTime.Storage.Sqlite;
using OptiTime.Storage.Tests.Support;

namespace OptiTime.Storage.Tests.Sqlite;

public sealed class DirectoryLockTests : IDisposable
{
    private readonly SqliteFactory _factory = new();
    private readonly ManualTimeProvider _clock = new(Samples.Morning);

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void A_second_store_on_a_directory_is_refused_with_the_directory_and_the_process_named()
    {
        string directory = _factory.NewDirectory();
        SqliteStore store = _factory.Open(directory, _clock);

        var refusal = Should.Throw<StoreLockedException>(() => SqliteStore.Open(directory, _clock));

        (refusal.Directory, refusal.Holder).ShouldBe((directory, Environment.ProcessId));
        refusal.Message.ShouldContain($"'{directory}' is in use by process {Environment.ProcessId}");
        store.Dispose();
        SqliteStore.Open(directory, _clock).Dispose();
    }

    [Fact]
    public async Task A_directory_another_process_has_is_refused_until_that_process_dies()
    {
        string directory = _factory.NewDirectory();
        using Process holder = StoreProcess.StartHolding(directory);
        (await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe(StoreProcess.Ready);

        Should.Throw<StoreLockedException>(() => SqliteStore.Open(directory, _clock)).Holder.ShouldBe(holder.Id);

        // Killed, not closed: the lock goes with the process.
        holder.Kill();
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
        SqliteStore.Open(directory, _clock).Dispose();
    }
}
