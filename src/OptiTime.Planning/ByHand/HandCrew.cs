using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;

namespace OptiTime.Planning.ByHand;

/// <summary>Somebody's place in a step.</summary>
/// <param name="Role">The role.</param>
/// <param name="Resource">Who is to play it.</param>
/// <param name="Kept">The assignment it was until now, where nobody else plays it; null for a new one.</param>
internal readonly record struct Seat(Role Role, ResourceEntry Resource, Assignment? Kept);

/// <summary>
/// Who takes part in the steps of some work once a dispatcher has said so: who was named, who stays, and whatever they require. What nobody requires any more
/// leaves with who did.
/// </summary>
internal sealed class HandCrew
{
    private readonly Board _board;
    private readonly List<(AssignedRole Named, int Index)> _named;
    private readonly HashSet<int> _used = [];
    private readonly HashSet<int> _seated = [];

    private HandCrew(Board board, ImmutableArray<AssignedRole> named) => (_board, _named) = (board, [.. named.Select((one, index) => (one, index))]);

    /// <summary>By step, in the order of the roles; whoever requires others has them behind.</summary>
    internal ImmutableArray<ImmutableArray<Seat>> Steps { get; private set; } = [];

    /// <summary>Whether several take part: then all come at fixed times.</summary>
    internal bool IsGroup => Steps.Sum(seats => seats.Length) > 1;

    /// <summary>Why it cannot be so; null where it can.</summary>
    internal Refusal? Fault { get; private set; }

    /// <summary>Works out who takes part.</summary>
    /// <param name="board">The board.</param>
    /// <param name="sold">The service as it is sold now, from which the roles of what has nobody are taken; null where it is not sold any more.</param>
    /// <param name="work">The work.</param>
    /// <param name="named">Who is to play which role.</param>
    internal static HandCrew Of(Board board, Service? sold, Commitment work, ImmutableArray<AssignedRole> named)
    {
        var crew = new HandCrew(board, named);
        if (work.Steps.Any(step => step.Assignments.IsEmpty) && sold?.Steps.Length != work.Steps.Length)
            crew.Fault = new Refusal(RefusalCode.ServiceChanged, $"Service '{work.Service.Id}' is no longer sold as it was, so nobody knows whom it takes.");
        else crew.Steps = [.. work.Steps.Select((step, index) => crew.SeatsOf(step, sold?.Steps[index]))];
        foreach ((AssignedRole one, int index) in crew._named.Where(one => !crew._used.Contains(one.Index)))
        {
            string[] roles = [.. crew.Steps.SelectMany(seats => seats).Select(seat => seat.Role.Name).Distinct()];
            string where = one.Step is { } step ? $"Step '{step}' has" : "It has";
            crew.Refuse(index, "role", $"{where} no role '{one.Role}' that is open to '{one.Resource}'.", $"Send one of: {string.Join(", ", roles)}.");
        }
        return crew;
    }

    private ImmutableArray<Seat> SeatsOf(CommittedStep step, ServiceStep? sold)
    {
        Standing[] open = step.Assignments.IsEmpty
            ? [.. sold!.Roles.SelectMany(role => Enumerable.Repeat(new Standing(role, null, []), role.Count))] : Read(step.Assignments);
        var seats = ImmutableArray.CreateBuilder<Seat>();
        _seated.Clear();
        foreach (IGrouping<string, Standing> role in open.GroupBy(seat => seat.Role.Name))
        {
            (AssignedRole Named, int Index)[] named = [.. _named.Where(one => one.Named.Role == role.Key && (one.Named.Step ?? step.Name) == step.Name)];
            Standing[] same = [.. role];
            if (named.Length > 0 && named.Length != same.Length)
                Refuse(named[0].Index, "role", $"Role '{role.Key}' of step '{step.Name}' is played by {same.Length}, and {named.Length} are named.", "Name them all.");
            for (int seat = 0; seat < same.Length && Fault is null; seat++)
                Sit(step, same[seat].Role, same[seat], named.Length > 0 ? named[seat] : null, seats);
        }
        return seats.ToImmutable();
    }

    /// <summary>Somebody of a step as it stands, with what they require.</summary>
    private sealed record Standing(Role Role, Assignment? Who, List<Standing> Required);

    /// <summary>Takes assignments apart: behind whoever requires others stand those.</summary>
    private Standing[] Read(ImmutableArray<Assignment> assignments)
    {
        var all = new List<Standing>();
        for (int at = 0; at < assignments.Length;) all.Add(Next(ref at));
        return [.. all];

        Standing Next(ref int at)
        {
            Assignment who = assignments[at++];
            var required = new List<Standing>();
            foreach (Requirement requirement in _board.FindResource(who.Resource)?.Requirements ?? [])
            {
                if (at < assignments.Length && IsFor(assignments[at].Role, requirement)) required.Add(Next(ref at));
            }
            return new Standing(who.Role, who, required);
        }
    }

    private static bool IsFor(Role role, Requirement requirement) =>
        role.Name == requirement.Name && role.Kind == requirement.Kind && role.Skills.SequenceEqual(requirement.Skills);

    /// <summary>Gives a seat to who was named or who had it, and behind it seats to what they require.</summary>
    private void Sit(CommittedStep step, Role role, Standing? before, (AssignedRole Named, int Index)? named, ImmutableArray<Seat>.Builder seats)
    {
        if (named is { } one)
        {
            _used.Add(one.Index);
            _seated.Add(one.Index);
        }
        if ((named?.Named.Resource ?? before?.Who?.Resource) is not { } id)
        {
            Fault ??= Refusal.Invalid("resources", $"Nobody plays role '{role.Name}' of step '{step.Name}'.", "Name who is to.");
            return;
        }
        if (_board.FindResource(id) is not { } resource)
        {
            Fault ??= new Refusal(
                RefusalCode.UnknownResource, $"There is no resource '{id}' in territory '{_board.Settings.Id}'.", named is { } unknown ? $"resources[{unknown.Index}].resource" : null, [])
            {
                Remedy = $"GET /v1/territories/{_board.Settings.Id}/resources lists them.",
            };
            return;
        }
        seats.Add(new Seat(role, resource, before?.Who is { } who && who.Resource == id ? who : null));
        foreach (Requirement requirement in resource.Requirements)
        {
            (AssignedRole Named, int Index)? other = _named
                .Where(next => next.Named.Role == requirement.Name && (next.Named.Step ?? step.Name) == step.Name && !_seated.Contains(next.Index))
                .Select(next => ((AssignedRole, int)?)next).FirstOrDefault();
            Standing? had = before?.Required.Find(standing => IsFor(standing.Role, requirement));
            if (other is null && had is null)
            {
                Fault ??= Refusal.Invalid("resources", $"Resource '{id}' cannot work without a '{requirement.Name}'.", $"Name one for role '{requirement.Name}'.");
                return;
            }
            string required = other?.Item1.Resource ?? had!.Who!.Resource;
            bool isRemote = _board.FindResource(required)?.Resource.Mobility == Mobility.Remote;
            Sit(step, had?.Role ?? requirement.RoleFor(role, isRemote ? RolePlace.Remote : role.Where), had, other, seats);
        }
    }

    private void Refuse(int index, string member, string message, string remedy) => Fault ??= Refusal.Invalid($"resources[{index}].{member}", message, remedy);
}
