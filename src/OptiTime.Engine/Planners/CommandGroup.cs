using System.Collections.Immutable;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Engine.Planners;

/// <summary>Commands decided one on top of the other, to be committed together: one group, one version, one transaction.</summary>
internal sealed class CommandGroup<TState> where TState : class
{
    private readonly List<(Pending Pending, Decision Decision)> _decided = [];
    private readonly List<(Pending Pending, Exception Fault)> _faults = [];
    private readonly ImmutableArray<Change>.Builder _changes = ImmutableArray.CreateBuilder<Change>();

    private readonly IReadOnlyList<LogSeat<TState>> _others;

    /// <summary>Decides some commands in order, each on the state the one before would leave. One on which a defect of ours shows stands apart and spoils no other.</summary>
    internal CommandGroup(LogSeat<TState> seat, IReadOnlyList<LogSeat<TState>> others, IReadOnlyList<Pending> commands, Moment now)
    {
        (LogMachine<TState> machine, TState? state) = (seat.Machine, seat.Tail.State);
        (_others, BaseVersion, Now) = (others, machine.VersionOf(state), now);
        TState[] lenders = [.. others.Select(other => other.Tail.State).OfType<TState>()];
        foreach (Pending pending in commands)
        {
            try
            {
                Decision decision = machine.Decide(state, lenders, pending.Command, now, BaseVersion + 1);
                if (!decision.Changes.IsEmpty) state = machine.Assume(state, decision, BaseVersion + 1, now);
                _decided.Add((pending, decision));
                _changes.AddRange(decision.Changes);
            }
            catch (Exception fault)
            {
                _faults.Add((pending, fault));
            }
        }
        State = state;
    }

    /// <summary>The state all its commands leave, as of the time at which they were decided.</summary>
    internal TState? State { get; }

    /// <summary>When they were decided.</summary>
    internal Moment Now { get; }

    /// <summary>The commands that could not be decided, with what broke.</summary>
    internal IReadOnlyList<(Pending Pending, Exception Fault)> Faults => _faults;

    /// <summary>The version the group was decided on.</summary>
    internal long BaseVersion { get; }

    /// <summary>Whether there is something to write.</summary>
    internal bool HasChanges => _changes.Count > 0;

    /// <summary>The commands with what they came to.</summary>
    internal IReadOnlyList<(Pending Pending, Decision Decision)> Decided => _decided;

    /// <summary>The command at an index.</summary>
    internal Pending At(int command) => _decided[command].Pending;

    /// <summary>The last command that planned a tour of a resource.</summary>
    internal Pending? LastThatPlanned(string resource) => _decided.LastOrDefault(
        member => member.Decision.Changes.Any(change => change is TourPlanned tour && tour.Resource == resource)).Pending;

    /// <summary>The command that defines something under an id.</summary>
    internal Pending? ThatDefines(string id) => _decided.LastOrDefault(member => member.Decision.Changes.Any(
        change => change is SiteDefined site && site.Site.Id == id || change is ResourceDefined resource && resource.Resource.Id == id)).Pending;

    /// <summary>The group as one append.</summary>
    internal Append ToAppend(string log, Guid id)
    {
        var guards = ImmutableArray.CreateBuilder<CommandGuard>();
        var answers = ImmutableArray.CreateBuilder<StoredAnswer>();
        var places = ImmutableArray.CreateBuilder<Place>();
        var shared = new HashSet<Guard>();
        for (int index = 0; index < _decided.Count; index++)
        {
            (Pending pending, Decision decision) = _decided[index];
            if (decision.Changes.IsEmpty) continue;
            foreach (Guard guard in decision.Guards)
            {
                // What holds for the whole company holds for the whole group, and is asked once.
                if (guard is not OnlyAt) guards.Add(new CommandGuard(index, guard));
                else if (shared.Add(guard)) guards.Add(new CommandGuard(-1, guard));
            }
            if (pending.Idempotency is { } key) answers.Add(new StoredAnswer(key.Key, key.RequestHash, index, decision.Answer!));
            places.AddRange(decision.Places);
        }
        LogPart[] lent = [.. _decided.SelectMany(member => member.Decision.Lenders).Select(PartOf)];
        // A log in which nothing was found to change must still be as it was found: the board here may be behind it.
        foreach (LogSeat<TState> other in _others.Where(other => lent.All(part => part.Log != other.Machine.Log)))
            guards.Add(new CommandGuard(-1, new OnlyAt(other.Machine.Log, other.Tail.Version)));
        return new Append(
            id, [new LogPart(log, BaseVersion, _changes.ToImmutable()), .. lent], guards.DrainToImmutable(), answers.DrainToImmutable(), places.DrainToImmutable());
    }

    private LogPart PartOf(LenderChanges lender) =>
        new(lender.Log, _others.First(other => other.Machine.Log == lender.Log).Tail.Version, lender.Changes);
}
