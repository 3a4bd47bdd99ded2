using System.Globalization;
using OptiTime.Planning.Boards;
using OptiTime.Planning.WhatIf;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.WhatIf;

/// <summary>Turns what would be into words.</summary>
internal sealed class WhatIfWriter(Board board)
{
    private const int BrokenTold = 100;

    private readonly TerritoryWords _words = new(board);

    /// <summary>The answer.</summary>
    public WhatIfResponse Write(WhatIfAnswer answer, long? bidPriceVersion) => new()
    {
        Territory = board.Settings.Id,
        PlanVersion = board.Version,
        BidPriceVersion = bidPriceVersion,
        Completeness = answer.LeftOut == 0 ? AnswerWorth.Exact : AnswerWorth.Truncated,
        LeftOut = answer.LeftOut == 0 ? null : string.Create(
            CultureInfo.InvariantCulture, $"The work ended before the last {answer.LeftOut} requests. Ask with fewer, or for fewer days."),
        AsIs = Write(answer.AsIs),
        Changed = Write(answer.Changed),
        Difference = new WhatIfDifference
        {
            Requests = answer.Changed.Requests - answer.AsIs.Requests,
            Served = answer.Changed.Served - answer.AsIs.Served,
            Refused = answer.Changed.Requests - answer.Changed.Served - (answer.AsIs.Requests - answer.AsIs.Served),
            Revenue = _words.Amount(answer.Changed.Revenue - answer.AsIs.Revenue),
            Cost = _words.Amount(answer.Changed.TotalCost - answer.AsIs.TotalCost),
            TravelSeconds = (answer.Changed.Travel - answer.AsIs.Travel).Time.Value,
            TravelMetres = (answer.Changed.Travel - answer.AsIs.Travel).Distance.Value,
        },
        Displaced = Write(answer.Displacement),
    };

    private WhatIfOutcome Write(WhatIfFigures figures) => new()
    {
        Requests = figures.Requests,
        Served = figures.Served,
        Refused = figures.Requests - figures.Served,
        Classes = [.. figures.Classes.Select(one => new WhatIfClass { Class = (UrgencyClass)one.Class, Requests = one.Requests, Served = one.Served })],
        Reasons = [.. figures.Refused.Select(one => new WhatIfReason { Code = one.Code, Count = one.Count })],
        Revenue = _words.Amount(figures.Revenue),
        Cost = _words.Cost(figures.Cost),
        TravelSeconds = figures.Travel.Time.Value,
        TravelMetres = figures.Travel.Distance.Value,
    };

    private WhatIfDisplaced Write(Displacement displacement) => new()
    {
        Bookings = displacement.Displaced,
        Replaced = displacement.Displaced - displacement.Broken.Length,
        Broken = displacement.Broken.Length,
        BrokenBookings = [.. displacement.Broken.Take(BrokenTold).Select(NameOf)],
        Jobs = displacement.Jobs,
        JobsReplaced = displacement.Jobs - displacement.Waiting.Length,
        WaitingJobs = [.. displacement.Waiting.Take(BrokenTold).Select(NameOf)],
    };

    private string NameOf(string id) => CommitmentName.Of(board.Settings.Id, board.Commitments[id].Commitment);
}
