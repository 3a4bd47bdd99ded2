using System.Collections.Concurrent;
using OptiTime.Cluster.Tests.Clusters;

namespace OptiTime.Cluster.Tests.Faults;

/// <summary>
/// Does to a cluster what a schedule says: one fault of processes after the other, and meanwhile one fault of links after the other. When it has
/// done, everything is as it should be again.
/// </summary>
internal sealed class Nemesis(RunningCluster cluster, FaultSchedule schedule)
{
    /// <summary>How long a reply is waited for that could be lost: with nobody writing at a silo there is none.</summary>
    private static readonly TimeSpan LongestWaitForReply = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<FaultKind> _done = new();

    /// <summary>The faults that happened, each as often as it did.</summary>
    internal IReadOnlyCollection<FaultKind> Done => _done;

    /// <summary>Does all of it.</summary>
    internal Task WorkAsync(CancellationToken stop) => Task.WhenAll(WorkAsync(schedule.OfProcesses, stop), WorkAsync(schedule.OfLinks, stop));

    private async Task WorkAsync(IEnumerable<Fault> faults, CancellationToken stop)
    {
        foreach (Fault fault in faults)
        {
            await Task.Delay(fault.After, stop);
            if (await DoAsync(fault, cluster.Members[fault.Silo], stop)) _done.Enqueue(fault.Kind);
        }
    }

    /// <returns>Whether it happened.</returns>
    private async Task<bool> DoAsync(Fault fault, Member member, CancellationToken stop)
    {
        switch (fault.Kind)
        {
            case FaultKind.SiloKilled:
                await member.Silo.KillAsync();
                await member.Silo.StartAsync(stop);
                return true;
            case FaultKind.SiloDrained:
                await member.Silo.TerminateAsync();
                await member.Silo.StartAsync(stop);
                return true;
            case FaultKind.SiloStopped:
                await member.Silo.PauseAsync(stop);
                await Task.Delay(fault.For, stop);
                member.Silo.Resume();
                return true;
            case FaultKind.DatabaseKilled:
                await cluster.Server.KillAsync(stop);
                await cluster.Server.StartAsync(stop);
                return true;
            case FaultKind.LinkCut:
                member.Link.Cut();
                return true;
            case FaultKind.ReplyLost:
                return await LoseReplyAsync(member, stop);
            case FaultKind.LinkClosed:
                member.Link.Close();
                break;
            case FaultKind.LinkSlow:
                member.Link.Delay(TimeSpan.FromMilliseconds(80));
                break;
            case FaultKind.LinkSilent:
                member.Link.FallSilent();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, "Nobody knows how to do this.");
        }
        await Task.Delay(fault.For, stop);
        member.Link.Heal();
        return true;
    }

    private static async Task<bool> LoseReplyAsync(Member member, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(LongestWaitForReply);
        try
        {
            // An append that records a commitment: the others would not be missed.
            await member.Link.LoseReplyAsync("commitment-recorded", patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
