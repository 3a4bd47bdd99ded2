using System.Collections.Immutable;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Engine.Planners;

/// <summary>
/// Decides a group of commands, appends what they come to, and answers their callers. What stands in the way of the append takes one command
/// out of the group or shows a newer state, on which the rest is decided again; everything that is tried again has a limit.
/// </summary>
/// <param name="services">What it needs from outside.</param>
/// <param name="seat">The log; its planner's turn to write is held.</param>
/// <param name="group">The commands.</param>
/// <param name="others">Other logs that get their part in the same append, likewise held; none for most groups. With others a group is one command.</param>
internal sealed class GroupCommit<TState>(
    PlannerServices services, LogSeat<TState> seat, IReadOnlyList<Pending> group, IReadOnlyList<LogSeat<TState>> others)
    where TState : class
{
    private readonly List<Pending> _open = [.. group];
    private readonly LogSeat<TState>[] _seats = [seat, .. others];
    private readonly Dictionary<Guid, CommandGroup<TState>> _sent = [];
    private Moment _now = others.Aggregate(seat.Tail.Now, (latest, other) => Moment.Max(latest, other.Tail.Now));
    private bool _isNewest = !services.Log.IsShared;
    private int _races;

    /// <summary>Whether a version has been lost to nobody knows whom: it may be to a second copy of what this group sent before.</summary>
    private bool _mayBeDone;

    /// <summary>Commits the group, and answers every caller in it.</summary>
    internal async ValueTask RunAsync()
    {
        try
        {
            await CommitAsync();
        }
        catch (OutcomeUnknownException unknown)
        {
            EngineMeter.OutcomesUnknown.Add(1);
            AnswerAll(new OutcomeUnknown(unknown.Message));
        }
        catch (Exception fault) when (fault is StoreUnavailableException or UnknownChangeException)
        {
            AnswerAll(_mayBeDone ? new OutcomeUnknown(fault.Message) : new Unavailable(fault.Message));
        }
        catch (Exception fault)
        {
            // A defect of ours must not leave callers waiting for ever.
            foreach (Pending pending in group) pending.Fail(fault);
        }
    }

    private async ValueTask CommitAsync()
    {
        for (int attempt = 0; attempt < services.Options.Tries && _open.Count > 0; attempt++)
        {
            var decided = new CommandGroup<TState>(seat, others, _open, _now);
            foreach ((Pending broken, Exception fault) in decided.Faults)
            {
                broken.Fail(fault);
                _open.Remove(broken);
            }
            if (!decided.HasChanges)
            {
                if (_isNewest)
                {
                    await AnswerAsync(decided);
                    return;
                }
                await ReadOnAsync();
                continue;
            }
            long asked = services.Clock.GetTimestamp();
            Append append = decided.ToAppend(seat.Machine.Log, services.NewId());
            _sent.Add(append.Id, decided);
            AppendOutcome outcome = await SendAsync(append);
            if (outcome is Appended appended)
            {
                Take(decided, append, appended.At, asked);
                if (_open.Count == 0) return;
                continue;
            }
            await RecoverAsync(outcome, decided);
            if (outcome is VersionLost && ++_races > services.Options.Races)
            {
                EngineMeter.Contended.Add(_open.Count);
                foreach (Pending pending in _open) pending.Answer(new Contended(_races, decided.BaseVersion));
                return;
            }
            EngineMeter.DecidedAgain.Add(_open.Count);
        }
        foreach (Pending pending in _open) pending.Answer(new Busy($"'{seat.Machine.Log}' is changing too fast to decide on."));
    }

    /// <summary>
    /// Sends an append until it is known what came of it: it carries an id, and is written once however often it arrives. Where the store cannot
    /// be asked for too long nobody knows, and nobody needs to: of it and the next one that is decided here only one can have the version.
    /// </summary>
    private async ValueTask<AppendOutcome> SendAsync(Append append)
    {
        EngineMeter.Appends.Add(1);
        EngineMeter.GroupSize.Record(_open.Count);
        OutcomeUnknownException? lost = null;
        TimeSpan pause = services.Options.ResendAfter;
        for (int sent = 1; ; sent++)
        {
            try
            {
                AppendOutcome outcome = await services.Log.AppendAsync(append, CancellationToken.None);
                // What came too early will not always: a copy that is still on its way may be in time, after its command was refused.
                if (lost is null || outcome is not GuardFailed { Guard: OnlyAfter }) return outcome;
            }
            catch (OutcomeUnknownException fault)
            {
                lost = fault;
            }
            catch (StoreUnavailableException) when (lost is not null)
            {
                // This one was not written; the one before may have been.
            }
            if (sent >= services.Options.Resends) throw lost;
            EngineMeter.Resends.Add(1);
            await Task.Delay(pause, services.Clock);
            pause *= 2;
        }
    }

    /// <summary>Takes what was written, and tells those whose commands it holds. Who was refused in the same group is decided once more, on the newest of all that is read.</summary>
    private void Take(CommandGroup<TState> decided, Append append, Moment at, long asked)
    {
        foreach (LogPart part in append.Parts)
        {
            LogTail<TState> tail = _seats.First(one => one.Machine.Log == part.Log).Tail;
            var entry = new LogEntry(part.Log, part.ExpectedVersion + 1, at, append.Id, part.Changes, PlacesOf(part, append));
            // Taken at the very second at which it was decided, the entry leads to the state that was assumed; nothing is left to apply.
            tail.Take(entry, decided.State, isAsAssumed: at == decided.Now && tail == seat.Tail, asked);
            tail.KeepSnapshot();
        }
        Tell(decided);
    }

    /// <summary>Tells those whose commands were written that they are done.</summary>
    private void Tell(CommandGroup<TState> written)
    {
        foreach ((Pending pending, Decision decision) in written.Decided)
        {
            if (decision.Refusal is null) TakeOut(pending, new Accepted(decision.Answer!, Replayed: false));
        }
    }

    /// <summary>The places a part names: where there are several, each log learns of its own.</summary>
    private static ImmutableArray<Place> PlacesOf(LogPart part, Append append)
    {
        if (append.Parts.Length == 1) return append.Places;
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (Change change in part.Changes) PlaceReferences.Collect(change, named);
        return [.. append.Places.Where(place => named.Contains(place.Id))];
    }

    /// <summary>Makes the next try possible: reads on, or takes a command that cannot be out of the group.</summary>
    private async ValueTask RecoverAsync(AppendOutcome outcome, CommandGroup<TState> decided)
    {
        switch (outcome)
        {
            case VersionLost:
                EngineMeter.VersionsLost.Add(1);
                _mayBeDone = _sent.Count > 1;
                _now = Moment.Max(_now, await ReadOnAllAsync());
                _mayBeDone = false;
                break;
            case GuardFailed { Guard: OnlyAt }:
                await seat.Machine.RefreshAsync(CancellationToken.None);
                if (others.Count > 0) _now = Moment.Max(_now, await ReadOnAllAsync());
                break;
            case GuardFailed failed:
                // The store's clock decides: by it, the command is decided again and now sees what the guard saw.
                _now = failed.Now;
                break;
            case AlreadyAnswered answered:
                TakeOut(decided.At(answered.Command), ReplayOf(decided.At(answered.Command), answered.First));
                break;
            case DoubleBooked booked:
                TakeOut(decided.LastThatPlanned(booked.Resource) ?? _open[^1], Refuse(decided, new Refusal(
                    RefusalCode.OfferTaken, $"Resource '{booked.Resource}' is taken then.", null, [booked.Commitment])));
                break;
            case IdTaken taken:
                TakeOut(decided.ThatDefines(taken.Id) ?? _open[^1], Refuse(decided, Refusal.At(
                    RefusalCode.AlreadyExists, "id", $"There is a {taken.Kind} '{taken.Id}' in territory '{taken.Territory}' already; ids are unique in the company.", "Send another id.")));
                break;
            default:
                throw new InvalidOperationException($"The store answered with {outcome.GetType().Name}, which a planner does not know.");
        }
    }

    /// <summary>
    /// Reads what others have written, and the store's clock. Before a refusal is told this is done once: another silo may just have made what is
    /// asked about, and what is over by the clock of this machine may not be by the store's.
    /// </summary>
    private async ValueTask ReadOnAsync()
    {
        await seat.Machine.RefreshAsync(CancellationToken.None);
        Moment reached = await ReadOnAllAsync();
        _now = Moment.Max(await services.Log.NowAsync(CancellationToken.None), reached);
        _isNewest = true;
    }

    /// <summary>
    /// Reads what others have written in any of the logs. Among it may be what this group sent itself: a network may deliver an append twice, and what
    /// came too early the first time was decided anew and may be in time the second.
    /// </summary>
    /// <returns>The time they have reached.</returns>
    private async ValueTask<Moment> ReadOnAllAsync()
    {
        Moment reached = default;
        foreach (LogSeat<TState> one in _seats)
        {
            await one.Tail.ReadOnAsync(CancellationToken.None, entry =>
            {
                if (_sent.Remove(entry.AppendId, out CommandGroup<TState>? written)) Tell(written);
            });
            reached = Moment.Max(reached, one.Machine.TimeOf(one.Tail.State));
        }
        return reached;
    }

    private static Refused Refuse(CommandGroup<TState> decided, Refusal refusal) => new(refusal, decided.BaseVersion);

    private void TakeOut(Pending pending, CommandReply reply)
    {
        _open.Remove(pending);
        pending.Answer(reply);
    }

    private void AnswerAll(CommandReply reply)
    {
        foreach (Pending pending in group) pending.Answer(reply);
    }

    private async ValueTask AnswerAsync(CommandGroup<TState> decided)
    {
        foreach ((Pending pending, Decision decision) in decided.Decided)
        {
            pending.Answer(decision.Refusal is { } refusal
                ? await FirstAnswerAsync(pending) ?? new Refused(refusal, decided.BaseVersion)
                // There was nothing to change: it was so at the version it was decided on.
                : new Accepted(decision.Answer! with { Version = decided.BaseVersion }, Replayed: false));
        }
    }

    /// <summary>A command that is refused now may be the retry of one that was accepted: then its first answer counts.</summary>
    private async ValueTask<CommandReply?> FirstAnswerAsync(Pending pending)
    {
        if (pending.Idempotency is not { } key) return null;
        StoredAnswer? first = await services.Log.FindAnswerAsync(key.Key, CancellationToken.None);
        return first is null ? null : ReplayOf(pending, first);
    }

    private static CommandReply ReplayOf(Pending pending, StoredAnswer first) =>
        first.RequestHash.AsSpan().SequenceEqual(pending.Idempotency!.RequestHash.AsSpan()) ? new Accepted(first.Answer, Replayed: true) : new KeyReused();
}
