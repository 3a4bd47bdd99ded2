using System.Collections.Concurrent;
using OptiTime.Engine.Backlog;
using OptiTime.Engine.Log;
using OptiTime.Engine.Optimization;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Explain;
using OptiTime.Planning.Holds.Lending;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.Engine.Planners;

/// <summary>The planners of this silo, in this process: each activated on first use from snapshot and tail, and dropped when idle.</summary>
public sealed partial class TerritoryPlanners : ITerritoryPlanners, IDisposable
{
    /// <summary>How often it is asked again at once: a planner that is writing takes nothing now, and has it asked for in vain.</summary>
    private const int FollowRounds = 8;

    private const string Closing = "This silo is about to end: ask again, another one answers.";

    private readonly ConcurrentDictionary<string, Lazy<Task<Planner<Board>>>> _active = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _ticking = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, JobFiller> _fillers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BookingReturner> _returners = new(StringComparer.Ordinal);
    private readonly PlannerServices _services;
    private readonly Planner<Catalogue> _catalogue;
    private readonly SemaphoreSlim _catalogueActivation = new(1, 1);
    private readonly SearchGate _gate;
    private readonly OptimizerHost _optimizers;
    private volatile bool _catalogueActive;
    private volatile bool _isClosed;
    private long _erasures = -1;

    /// <summary>Planners over a log.</summary>
    public TerritoryPlanners(PlannerServices services)
    {
        _services = services;
        _catalogue = new Planner<Catalogue>(new CatalogueMachine(), services);
        _gate = new SearchGate(services.Options);
        _optimizers = new OptimizerHost(services);
    }

    /// <summary>How the planners that are active now stand.</summary>
    public IEnumerable<PlannerStatus> Status => ActivePlanners().Select(active => new PlannerStatus(
        active.Territory, active.Planner.Position.Version, active.Planner.Freshness, active.Planner.Waiting, active.Planner.State?.Holds.Count ?? 0));

    /// <summary>The territories whose planners are active now.</summary>
    public IReadOnlyCollection<string> Active => [.. _active.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The boards of the territories whose planners are active now. Looking at them does not keep them active.</summary>
    public IReadOnlyList<Board> ActiveBoards => [.. ActivePlanners().Select(active => active.Planner.State).OfType<Board>()];

    /// <summary>What optimises the plans.</summary>
    internal OptimizerHost Optimizers => _optimizers;

    /// <summary>How many customers had ever been erased when the log was last followed; -1 before. When it grows, what is remembered of customers is to be forgotten.</summary>
    public long Erasures => Interlocked.Read(ref _erasures);

    /// <inheritdoc/>
    public async ValueTask<CommandReply> SendAsync(string log, Command command, Idempotency? idempotency, CancellationToken stop)
    {
        if (_isClosed) return new Unavailable(Closing);
        _optimizers.Called();
        try
        {
            if (log == Catalogue.LogName)
            {
                await ActivateCatalogueAsync(stop);
                return await _catalogue.TrySendAsync(command, idempotency)!.WaitAsync(stop);
            }
            while (!_isClosed)
            {
                Planner<Board> planner = await ActivateAsync(log, stop);
                IReadOnlyList<string> lenders = LendingRules.LendersOf(planner.State, command);
                if (lenders.Count > 0) return await SendJointlyAsync(log, lenders, command, idempotency, stop);
                if (planner.TrySendAsync(command, idempotency) is { } waiting)
                {
                    CommandReply reply = await waiting.WaitAsync(stop);
                    // That it concerns others as well may have become known only now.
                    return reply is Refused { Refusal: { Code: RefusalCode.ConcernsLenders } concerns }
                        ? await SendJointlyAsync(log, concerns.Lenders, command, idempotency, stop) : Told(log, planner, command, reply);
                }
                await RetireAsync(log, planner).WaitAsync(stop);
            }
            return new Unavailable(Closing);
        }
        catch (StoreUnavailableException unavailable)
        {
            return new Unavailable(unavailable.Message);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<SearchReply> SearchAsync(string territory, SearchQuery query, CancellationToken stop)
    {
        _optimizers.Called();
        Board board = await BoardAsync(territory, stop)
            ?? throw new ArgumentException($"Territory '{territory}' has not been defined.", nameof(territory));
        (board, string? unasked) = await BorrowAsync(board, query.Lenders, stop);
        long began = _services.Clock.GetTimestamp();
        SearchResult? result = await _gate.RunAsync(
            search =>
            {
                began = _services.Clock.GetTimestamp();
                return search.Find(board, query, Moment.Max(_services.Now(), board.At), stop);
            },
            stop);
        return new SearchReply(result?.Without(unasked), board, (long)_services.Clock.GetElapsedTime(began).TotalMicroseconds);
    }

    /// <inheritdoc/>
    public async ValueTask<ExplainReply> ExplainAsync(string territory, ExplainQuestion question, CancellationToken stop)
    {
        Board board = await BoardAsync(territory, stop)
            ?? throw new ArgumentException($"Territory '{territory}' has not been defined.", nameof(territory));
        (board, _) = await BorrowAsync(board, question.Query.Lenders, stop);
        return new ExplainReply(await _gate.RunAsync(search => Explainer.Explain(board, question, Moment.Max(_services.Now(), board.At), search, stop), stop), board);
    }

    /// <inheritdoc/>
    public async ValueTask<Board?> BoardAsync(string territory, CancellationToken stop)
    {
        Planner<Board> planner = await ActivateAsync(territory, stop);
        planner.Touch();
        return planner.State;
    }

    /// <inheritdoc/>
    public async ValueTask<Board?> BoardAsync(string territory, long atLeast, CancellationToken stop)
    {
        Planner<Board> planner = await ActivateAsync(territory, stop);
        planner.Touch();
        if (_services.Log.IsShared && planner.Position.Version < atLeast) await TryCatchUpAsync(planner, stop);
        return planner.State;
    }

    /// <inheritdoc/>
    public Freshness FreshnessOf(string territory) =>
        _active.TryGetValue(territory, out Lazy<Task<Planner<Board>>>? active) && active is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }
            ? active.Value.Result.Freshness : new Freshness(TimeSpan.MaxValue, true, null);

    /// <inheritdoc/>
    public async ValueTask<Catalogue> CatalogueAsync(CancellationToken stop)
    {
        await ActivateCatalogueAsync(stop);
        return _catalogue.State ?? Catalogue.Empty;
    }

    /// <inheritdoc/>
    public async ValueTask ForgetAsync(string customer, CancellationToken stop)
    {
        foreach ((_, Planner<Board> planner) in ActivePlanners())
        {
            if (planner.State?.Commitments.Values.Any(entry => entry.Commitment.Customer == customer) == true)
                await planner.ReloadAsync(stop);
        }
    }

    /// <summary>
    /// What the host does a few times a second: ends holds that are over, lets days follow the calendar, gives bookings that lost their place
    /// one again, fills gaps with backlog jobs, lets one
    /// territory be optimised, drops planners that are idle. A territory that is still at it since an earlier time is left out, so that the host need not wait before it tells the others again.
    /// </summary>
    /// <exception cref="Exception">Whatever went wrong with a territory; the others were looked after all the same.</exception>
    public Task TickAsync(CancellationToken stop)
    {
        _optimizers.Tick(ActivePlanners(), _catalogue.State ?? Catalogue.Empty);
        return Task.WhenAll(ActivePlanners().Where(active => _ticking.TryAdd(active.Territory, true)).Select(active => TickAsync(active.Territory, active.Planner, stop)));
    }

    /// <summary>
    /// Asks the log once for what is new in all that is active here, and sets the clock by it. The host does so a few times a second, and when
    /// somebody rings.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The log cannot be read now: the boards grow old until it can.</exception>
    public async Task FollowAsync(CancellationToken stop)
    {
        int entriesRead = LogTail<Board>.ManyEntries;
        for (int round = 0; round < FollowRounds && entriesRead >= LogTail<Board>.ManyEntries; round++)
        {
            var followed = ActivePlanners().ToDictionary(active => active.Territory, active => active.Planner);
            LogPosition[] known = [.. _catalogueActive ? [_catalogue.Position] : Array.Empty<LogPosition>(), .. followed.Values.Select(planner => planner.Position)];
            long asked = _services.Clock.GetTimestamp();
            LogNews news = await _services.Log.ReadNewsAsync(known, stop);
            _services.Clock.Measure(news.Now, asked);
            ILookup<string, LogEntry> entries = news.Entries.ToLookup(entry => entry.Log);
            var unknown = news.Unknown.ToDictionary(met => met.Log);
            // What is sold first: boards may stand on it.
            if (_catalogueActive) _catalogue.Follow(entries[Catalogue.LogName], unknown.GetValueOrDefault(Catalogue.LogName), asked);
            foreach ((string territory, Planner<Board> planner) in followed) planner.Follow(entries[territory], unknown.GetValueOrDefault(territory), asked);
            // Noted only once every board has been read anew: should the store fail meanwhile, it is done again.
            if (Interlocked.Read(ref _erasures) is >= 0 and var before && before < news.Erasures)
                foreach ((_, Planner<Board> planner) in ActivePlanners().ToList()) await planner.ReloadAsync(stop);
            Interlocked.Exchange(ref _erasures, news.Erasures);
            entriesRead = news.Entries.Count;
        }
    }

    /// <summary>Takes no more commands, waits until those that were taken are committed, and lets every planner go.</summary>
    public async Task RetireAllAsync()
    {
        _isClosed = true;
        _optimizers.Close();
        foreach ((string territory, Planner<Board> planner) in ActivePlanners().ToList()) await RetireAsync(territory, planner);
        if (_catalogueActive) await _catalogue.RetireAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gate.Dispose();
        _catalogueActivation.Dispose();
    }

    /// <summary>The planners that are ready: those of activations that have ended, so that nothing is waited for.</summary>
    private IEnumerable<(string Territory, Planner<Board> Planner)> ActivePlanners() =>
        _active.Where(pair => pair.Value is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }).Select(pair => (pair.Key, pair.Value.Value.Result))
            .OrderBy(active => active.Key, StringComparer.Ordinal);

    private async Task TickAsync(string territory, Planner<Board> planner, CancellationToken stop)
    {
        try
        {
            // A name nobody has defined must not fill the memory; a hold that lives must be ended in time.
            bool isEmpty = planner.State is null, holds = planner.State is { Holds.IsEmpty: false };
            // While the store is away nothing could be read again: what is known stays.
            bool isFresh = !planner.Freshness.IsStale;
            if (isEmpty || (planner.IsIdle && !holds && isFresh)) await RetireAsync(territory, planner);
            else
            {
                await KeepUpAsync(planner, planner.Now, stop);
                if (!isFresh) return;
                Catalogue catalogue = _catalogue.State ?? Catalogue.Empty;
                await _returners.GetOrAdd(territory, _ => new BookingReturner(_services)).ReturnAsync(planner, catalogue, stop);
                await FillerOf(territory).FillAsync(planner, catalogue, stop);
            }
        }
        finally
        {
            _ticking.TryRemove(territory, out _);
        }
    }

    /// <summary>Passes on what came of a command. A job that has come is planned at once, beside the mailbox.</summary>
    private CommandReply Told(string territory, Planner<Board> planner, Command command, CommandReply reply)
    {
        if (command is not RecordJob job || reply is not Accepted { Replayed: false }) return reply;
        JobFiller filler = FillerOf(territory);
        filler.Note(job.Id);
        _services.Scheduler.Schedule(async () =>
        {
            try
            {
                await filler.FillArrivedAsync(planner, _catalogue.State ?? Catalogue.Empty);
            }
            catch (Exception)
            {
                // The next tick tries again and tells what is wrong.
            }
        });
        return reply;
    }

    private JobFiller FillerOf(string territory) => _fillers.GetOrAdd(territory, _ => new JobFiller(_services.Options));

    /// <summary>
    /// Reads on once, for a bounded while: the log is where all versions are made, so what one reading does not find is not there. A planner that is
    /// writing, or a store that is away, is not waited for any longer than that; FreshnessOf tells.
    /// </summary>
    private async ValueTask TryCatchUpAsync(Planner<Board> planner, CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task reading = planner.CatchUpAsync(enough.Token).AsTask();
        await Task.WhenAny(reading, Task.Delay(_services.Options.VersionPatience, _services.Clock, enough.Token));
        await enough.CancelAsync();
        try
        {
            await reading;
        }
        catch (Exception fault) when (fault is StoreUnavailableException or UnknownChangeException || (fault is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // What is known here is given.
        }
    }

    /// <summary>Lets a planner go, once all it was given is committed.</summary>
    private async Task RetireAsync(string territory, Planner<Board> planner)
    {
        await planner.RetireAsync();
        if (_active.TryGetValue(territory, out Lazy<Task<Planner<Board>>>? activation) && activation.Value.IsCompletedSuccessfully
            && ReferenceEquals(await activation.Value, planner))
        {
            _active.TryRemove(new KeyValuePair<string, Lazy<Task<Planner<Board>>>>(territory, activation));
            _joined.TryRemove(territory, out _);
            _fillers.TryRemove(territory, out _);
            _returners.TryRemove(territory, out _);
            await _optimizers.ForgetAsync(territory);
        }
    }

    private async Task<Planner<Board>> ActivateAsync(string territory, CancellationToken stop)
    {
        if (!_active.TryGetValue(territory, out Lazy<Task<Planner<Board>>>? activation))
            activation = _active.GetOrAdd(territory, name => new Lazy<Task<Planner<Board>>>(() => BeginAsync(name)));
        try
        {
            return await activation.Value.WaitAsync(stop);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The next caller tries again.
            _active.TryRemove(new KeyValuePair<string, Lazy<Task<Planner<Board>>>>(territory, activation));
            throw fault is UnknownChangeException ? new StoreUnavailableException(fault.Message, fault) : fault;
        }
    }

    private async ValueTask ActivateCatalogueAsync(CancellationToken stop)
    {
        if (_catalogueActive) return;
        await _catalogueActivation.WaitAsync(stop);
        try
        {
            if (!_catalogueActive) await _catalogue.ActivateAsync(stop);
            _catalogueActive = true;
        }
        finally
        {
            _catalogueActivation.Release();
        }
    }

    private async Task<Planner<Board>> BeginAsync(string territory)
    {
        // The store reads on the calling thread: the others who want this territory shall await it, not block.
        await Task.Yield();
        await ActivateCatalogueAsync(CancellationToken.None);
        var planner = new Planner<Board>(new TerritoryMachine(territory, _catalogue), _services);
        await planner.ActivateAsync(CancellationToken.None);
        try
        {
            await KeepUpAsync(planner, planner.Now, CancellationToken.None);
        }
        catch (Exception) when (planner.State is not null)
        {
            // The territory can be served as it was; the next tick tries again and tells what is wrong.
        }
        return planner;
    }

    /// <summary>Lets the days follow the calendar and ends holds that are over. Should the store refuse, the next tick tries again.</summary>
    private static async ValueTask KeepUpAsync(Planner<Board> planner, Moment now, CancellationToken stop)
    {
        if (planner.State is not { } board) return;
        bool isNewDay = board.Clock.DayOf(now) - TerritorySettings.DaysKept > board.FirstDay;
        if (isNewDay && planner.TrySendAsync(new AdvanceHorizon(), null) is { } advanced) await advanced.WaitAsync(stop);
        bool isOverdue = !board.Holds.IsEmpty && board.Holds[0].Until <= now;
        if (isOverdue && planner.TrySendAsync(new ExpireHolds(), null) is { } expired) await expired.WaitAsync(stop);
    }
}
