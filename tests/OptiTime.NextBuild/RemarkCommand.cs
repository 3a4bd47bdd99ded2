using OptiTime.Engine.Log;
using OptiTime.Planning.Time;
using OptiTime.Storage.Postgres;

namespace OptiTime.NextBuild;

/// <summary>Writes the new change into a territory's log, once an operator has said that all silos can read it.</summary>
internal static class RemarkCommand
{
    internal const string Name = "remark";

    /// <summary>The variable that says so: <c>on</c>.</summary>
    private const string Flag = "OPTITIME_REMARKS";

    internal static async Task<int> RunAsync(string store, string territory, string text)
    {
        if (Environment.GetEnvironmentVariable(Flag) != "on")
        {
            await Console.Error.WriteLineAsync($"Remarks are off: silos of the build before would stop at one. Set {Flag}=on once they are gone.");
            return 1;
        }
        await using PostgresStore log = await PostgresStore.OpenAsync(store, null, CancellationToken.None);
        AppendOutcome outcome;
        do
        {
            long version = await log.VersionAtAsync(territory, new Moment(int.MaxValue), CancellationToken.None);
            outcome = await log.AppendAsync(
                new Append(Guid.CreateVersion7(), [new LogPart(territory, version, [new TerritoryRemarked(text)])], [], [], []), CancellationToken.None);
        }
        while (outcome is VersionLost);
        return outcome is Appended ? 0 : 1;
    }
}
