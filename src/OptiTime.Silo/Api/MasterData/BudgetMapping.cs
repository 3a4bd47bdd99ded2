using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>What repairs may cost others, as a territory or a caller says it.</summary>
internal static class BudgetMapping
{
    /// <summary>Reads a budget; null where nobody sent one, or none of its limits.</summary>
    /// <param name="document">The budget.</param>
    /// <param name="field">The member it stands in.</param>
    /// <param name="faults">Takes what is wrong with it.</param>
    public static RepairBudget? From(BudgetDocument? document, string field, Faults faults)
    {
        Fields.CheckRange(faults, field + ".moved", document?.Moved, 0, int.MaxValue);
        Fields.CheckRange(faults, field + ".shiftSeconds", document?.ShiftSeconds, 0, int.MaxValue);
        Fields.CheckRange(faults, field + ".resources", document?.Resources, 0, int.MaxValue);
        Fields.CheckRange(faults, field + ".calls", document?.Calls, 0, int.MaxValue);
        if (document is null) return null;
        var budget = new RepairBudget(document.Moved, document.ShiftSeconds is { } shift ? new Seconds(shift) : null, document.Resources, document.Calls);
        return budget == RepairBudget.Unlimited ? null : budget;
    }

    /// <summary>A budget on the wire; null for none.</summary>
    public static BudgetDocument? ToDocument(RepairBudget? budget) => budget is null ? null : new BudgetDocument
    {
        Moved = budget.MaximumMoved,
        ShiftSeconds = budget.MaximumShift?.Value,
        Resources = budget.MaximumResources,
        Calls = budget.MaximumCalls,
    };
}
