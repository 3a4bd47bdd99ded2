using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Search.Groups;

/// <summary>Who may take part: whoever a query leaves, or exactly those an offer names.</summary>
internal abstract class GroupCrew
{
    /// <summary>The resources of which as many as possible must take part; empty for no such.</summary>
    internal virtual ImmutableArray<string> Required => [];

    /// <summary>Whether every seat has its resource already.</summary>
    internal abstract bool IsChosen { get; }

    /// <summary>Whether one of the required is there because another resource requires it.</summary>
    internal bool RequiresTheRequired { get; private protected set; }

    /// <summary>Begins with the first role.</summary>
    internal virtual void Begin(int steps) { }

    /// <summary>In how many columns a role stands: one for all who play it, or one for each where each is chosen already.</summary>
    internal abstract int ColumnsFor(Role role);

    /// <summary>Marks who may play a role.</summary>
    /// <returns>Whether an offer has somebody for it.</returns>
    internal abstract bool MarkRole(Board board, int step, Role role, Target target, bool isFirst, Span<bool> marks);

    /// <summary>Marks who may be there for a requirement.</summary>
    /// <returns>Whether an offer has somebody for it.</returns>
    internal abstract bool MarkRequired(Board board, int step, Requirement requirement, Role role, Target target, Span<bool> marks);

    /// <summary>Whether a resource can be there for another that requires it: with it, or from anywhere.</summary>
    private protected static bool CanAccompany(Resource resource, Role role, Target target) => resource.Mobility switch
    {
        Mobility.Remote => true,
        Mobility.Mobile => role.Where != RolePlace.Remote && target.Point is not null,
        _ => role.Where == RolePlace.Site && target.Site is { } site && resource.Site == site.Site.Id,
    };

    private protected static ImmutableArray<string> SitesOf(Target target) => target.Site is { } site ? [site.Site.Id] : [];
}

/// <summary>Whoever a query leaves.</summary>
/// <param name="query">The query.</param>
internal sealed class AskedCrew(SearchQuery query) : GroupCrew
{
    private readonly HashSet<int> _passedOver = [];

    internal override ImmutableArray<string> Required => query.Require;

    internal override bool IsChosen => false;

    /// <summary>Asks for somebody else in the first role the next time.</summary>
    internal void PassOver(int resource) => _passedOver.Add(resource);

    internal override int ColumnsFor(Role role) => 1;

    internal override void Begin(int steps) => RequiresTheRequired = false;

    internal override bool MarkRole(Board board, int step, Role role, Target target, bool isFirst, Span<bool> marks)
    {
        Eligibility.MarkFit(board, role, SitesOf(target), marks);
        Refuse(board, marks);
        if (!isFirst) return true;
        foreach (int number in _passedOver) marks[number] = false;
        return true;
    }

    internal override bool MarkRequired(Board board, int step, Requirement requirement, Role role, Target target, Span<bool> marks)
    {
        bool hasNamed = false;
        for (int number = 0; number < marks.Length; number++)
        {
            marks[number] = board.Table.Slots[number] is { } entry && Eligibility.Meets(entry.Resource, requirement) && CanAccompany(entry.Resource, role, target);
            hasNamed |= marks[number] && query.Require.Contains(board.ResourceOf(number).Resource.Id);
        }
        Refuse(board, marks);
        if (!hasNamed) return true;
        RequiresTheRequired = true;
        for (int number = 0; number < marks.Length; number++) marks[number] = marks[number] && query.Require.Contains(board.ResourceOf(number).Resource.Id);
        return true;
    }

    private void Refuse(Board board, Span<bool> marks)
    {
        foreach (string refused in query.Refuse)
        {
            if (board.FindResource(refused) is { } entry) marks[entry.Number] = false;
        }
    }
}

/// <summary>Those an offer names, each in the place where it stands there.</summary>
/// <param name="offered">The steps of the offer.</param>
internal sealed class OfferedCrew(ImmutableArray<OfferedStep> offered) : GroupCrew
{
    private int[] _next = [];

    internal override bool IsChosen => true;

    internal override void Begin(int steps) => _next = new int[steps];

    /// <summary>Whether everybody the offer names has found a place.</summary>
    internal bool IsUsedUp
    {
        get
        {
            for (int step = 0; step < _next.Length; step++)
            {
                if (_next[step] != offered[step].Resources.Length) return false;
            }
            return true;
        }
    }

    internal override int ColumnsFor(Role role) => role.Count;

    internal override bool MarkRole(Board board, int step, Role role, Target target, bool isFirst, Span<bool> marks) =>
        MarkNext(board, step, role.Name, resource => Eligibility.Fits(resource, role, SitesOf(target)), marks);

    internal override bool MarkRequired(Board board, int step, Requirement requirement, Role role, Target target, Span<bool> marks) =>
        MarkNext(board, step, requirement.Name, resource => Eligibility.Meets(resource, requirement) && CanAccompany(resource, role, target), marks);

    private bool MarkNext(Board board, int step, string role, Func<Resource, bool> fits, Span<bool> marks)
    {
        marks.Clear();
        if (_next[step] >= offered[step].Resources.Length) return false;
        OfferedResource next = offered[step].Resources[_next[step]++];
        if (next.Role != role || board.FindResource(next.Resource) is not { } entry || !fits(entry.Resource)) return false;
        marks[entry.Number] = true;
        return true;
    }
}
