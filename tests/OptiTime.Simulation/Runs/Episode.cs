using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Simulation.Callers;
using OptiTime.Simulation.Chance;
using OptiTime.Simulation.Checks;
using OptiTime.Simulation.Company;
using OptiTime.Simulation.Silos;
using OptiTime.Simulation.Store;
using OptiTime.Simulation.Time;

namespace OptiTime.Simulation.Runs;

/// <summary>
/// One episode: a company is set up, callers call while things go wrong, then nothing goes wrong any more and everything must agree. All
/// of it is determined by the seed and the number.
/// </summary>
internal sealed class Episode
{
    private static readonly TimeSpan LatestArrival = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan HealedWithin = TimeSpan.FromSeconds(2);

    // Of so many episodes one is a rough day.
    private const int RoughDays = 40, FirstRoughDay = 2;

    private readonly (ulong Seed, long Number) _name;
    private readonly EpisodeOptions _options;
    private readonly Surroundings _around;
    private readonly ModelledStore _store;
    private readonly StoreServer _server;
    private readonly Referee _referee;
    private readonly WholeBoards _boards;
    private readonly SkewedClock _trueClock;
    private readonly Desk _desk;
    private bool _isOver;

    private Episode(ulong seed, long number, EpisodeOptions options)
    {
        (_name, _options) = ((seed, number), options);
        var dice = new Dice(Dice.SeedOf(seed, number));
        var trace = new Trace();
        // One in two begins shortly before a midnight, so that days leave and come while callers call.
        Moment midnight = Lyon.Clock.StartOf(Branches.FirstDay + 1);
        Moment start = dice.Happens(0.5) ? midnight - new Seconds(dice.Below(120)) : midnight - new Seconds(dice.Below(86_400));
        _around = new Surroundings(new Timeline(dice, trace) { Start = start.ToUtc() }, dice, trace, new Figures());
        _referee = new Referee(_around.Figures) { Entries = log => _store!.EntriesOf(log) };
        _store = new ModelledStore(options.Mutant, dice, _referee);
        _server = new StoreServer(_store, _around);
        _boards = new WholeBoards(_store.EntriesOf);
        var outside = new Host(0, _around.Timeline, dice);
        _trueClock = new SkewedClock(_around.Timeline, TimeSpan.Zero, 0) { Host = outside };
        SimulatedSilo[] silos = [.. Enumerable.Range(1, 2 + dice.Below(3)).Select(NewSilo)];
        _desk = new Desk(silos, Branches.Territories(1 + dice.Below(2)), number % RoughDays == FirstRoughDay);
        outside.Begin(PlayAsync);
    }

    /// <summary>Plays an episode to its end, or to the first broken promise.</summary>
    internal static EpisodeResult Run(ulong seed, long number, EpisodeOptions options) => new Episode(seed, number, options).Run();

    private EpisodeResult Run()
    {
        Violation? violation = null;
        try
        {
            while (!_isOver) Step();
        }
        catch (ViolationException broken)
        {
            violation = broken.Violation;
        }
        catch (Exception fault)
        {
            violation = new Violation("nothing breaks", fault.ToString());
        }
        Figures figures = _around.Figures;
        (figures.Episodes, figures.Steps, figures.Versions, figures.Trace) = (1, _around.Timeline.Steps, _store.Names.Sum(_store.VersionOf), _around.Trace.Hash);
        return new EpisodeResult(_name.Seed, _name.Number, figures, violation, violation is null ? [] : _around.Trace.Latest);
    }

    private void Step()
    {
        if (!_around.Timeline.Step()) throw new ViolationException(new Violation("every call is answered", "nothing is left to run, and callers wait."));
        if (_around.Timeline.Steps % _options.WholeBoardEvery != 0) return;
        foreach (string territory in _desk.Territories) _boards.Check(territory);
    }

    private async Task PlayAsync()
    {
        await SetUpAsync();
        // Some episodes are calm, some stormy: what goes wrong must be seen both alone and with others.
        _around.Rates = new FaultRates().Times(_around.Dice.Pick([0.3, 1, 1, 2]));
        foreach (SimulatedSilo silo in _desk.Silos) Trouble(silo);
        TroubleTheStore();
        Task[] callers = [.. Enumerable.Range(0, 8 + _around.Dice.Below(24)).Select(_ => new Caller(_desk, _around, _trueClock).RunAsync())];
        while (_around.Figures.Attempts < _options.Attempts) await Task.Delay(TimeSpan.FromSeconds(1), _trueClock);
        _desk.IsClosing = true;
        await Task.WhenAll(callers);
        await HealAsync();
        await AgreeAsync();
        _isOver = true;
    }

    private async Task SetUpAsync()
    {
        foreach (Service service in Branches.Services.Append(Branches.Leak)) await DoAsync(Catalogue.LogName, new PutService(service, null));
        foreach (string territory in _desk.Territories)
        {
            foreach (Command command in Branches.Define(territory)) await DoAsync(territory, command);
        }
    }

    /// <summary>Nothing goes wrong any more; what is still on its way arrives.</summary>
    private async Task HealAsync()
    {
        _around.Rates = FaultRates.None;
        _around.Note("heal", "");
        while (!_server.IsUp || _desk.Silos.Any(silo => !silo.IsUp)) await Task.Delay(TimeSpan.FromMilliseconds(100), _trueClock);
        await Task.Delay(LatestArrival, _trueClock);
        foreach (OpenQuestion question in _desk.Open)
        {
            CommandReply? reply = await _around.Dice.Pick(_desk.Silos).SendAsync(new Call(question.Log, question.Make(), question.Key));
            if (reply is not (Accepted or Refused)) throw Broken("a retry is answered when nothing goes wrong", $"{question.Key.Key.Key} came to {reply?.ToString() ?? "nothing"}");
        }
        // The holds that were just placed expire.
        await Task.Delay(LatestArrival, _trueClock);
    }

    private async Task AgreeAsync()
    {
        foreach (string territory in _desk.Territories)
        {
            foreach (SimulatedSilo silo in _desk.Silos) await silo.BoardAsync(territory);
        }
        // A hold may end at this very moment: what is compared has been there for as long as it may take to be known.
        do await Task.Delay(HealedWithin, _trueClock);
        while (_desk.Territories.Any(territory => _store!.EntriesOf(territory)[^1].At >= Moment.From(_server.Clock - HealedWithin)));
        _boards.CompareLoans(_desk.Territories);
        foreach (string territory in _desk.Territories)
        {
            List<Board?> boards = [];
            foreach (SimulatedSilo silo in _desk.Silos) boards.Add(await silo.BoardAsync(territory));
            _boards.Compare(territory, boards);
            foreach (string overdue in _referee.Of(territory).Overdue(Moment.From(_server.Clock - HealedWithin))) throw Broken("what is over is ended", $"hold '{overdue}' lives after its time");
        }
    }

    private async Task DoAsync(string log, Command command)
    {
        CommandReply? reply = await _desk.Silos[0].SendAsync(new Call(log, command, null));
        if (reply is not Accepted) throw Broken("a company can be set up", $"{command} came to {reply}");
    }

    private SimulatedSilo NewSilo(int number)
    {
        Dice dice = _around.Dice;
        TimeSpan skew = dice.Happens(0.5) ? TimeSpan.Zero : dice.Milliseconds(-90_000, 90_000);
        return new SimulatedSilo(number, _server, _around, _referee, new SkewedClock(_around.Timeline, skew, (dice.Share() - 0.5) * 0.002));
    }

    private void Trouble(SimulatedSilo silo)
    {
        Every(rates => rates.CrashEvery, Fault.SiloCrash, () => silo.Crash(_around.Dice.Milliseconds(200, 5_000)));
        Every(rates => rates.PauseEvery, Fault.SiloPause, () => silo.Pause(_around.Dice.Milliseconds(500, 20_000)));
        Every(rates => rates.ClockJumpEvery, Fault.ClockJump, () => silo.JumpClock(_around.Dice.Milliseconds(-60_000, 60_000)));
    }

    private void TroubleTheStore()
    {
        Every(rates => rates.StoreDownEvery, Fault.StoreDown, () => _server.GoDown(_around.Dice.Milliseconds(100, 4_000)));
        Every(rates => rates.FailOverEvery, Fault.FailOver, () => _server.FailOver(_around.Dice.Milliseconds(1_000, 5_000), _around.Dice.Milliseconds(0, 15_000)));
    }

    private void Every(Func<FaultRates, double> mean, Fault fault, Func<bool> strike) => _around.Timeline.After(
        TimeSpan.FromSeconds(-mean(_around.Rates) * Math.Log(1 - _around.Dice.Share())), () =>
        {
            if (_desk.IsClosing) return;
            if (strike()) _around.Count(fault);
            Every(mean, fault, strike);
        });

    private static ViolationException Broken(string promise, string message) => new(new Violation(promise, message + "."));
}
