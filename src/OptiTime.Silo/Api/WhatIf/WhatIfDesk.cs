using System.Collections.Immutable;
using OptiTime.Engine.Planners;
using OptiTime.Engine.Value;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Value;
using OptiTime.Planning.WhatIf;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.WhatIf;

/// <summary>Answers what would be. It takes seconds where a search takes microseconds, so one is worked at at a time and few wait.</summary>
internal sealed class WhatIfDesk(ITerritoryPlanners planners, IDemandCounts counts, BidPriceBook prices, RecordedBookings bookings, Turnstile turnstile, TimeProvider clock)
{
    private const int DefaultRequests = 500, DefaultDays = 7, DefaultSeed = 1;

    /// <summary>Answers a question.</summary>
    /// <exception cref="ProblemException">It is not possible, or too many wait.</exception>
    public async ValueTask<WhatIfResponse> AskAsync(WhatIfRequest request, CancellationToken stop)
    {
        var reader = new WhatIfReader(request, Moment.From(clock.GetUtcNow()));
        reader.Check();
        Board board = await planners.BoardAsync(request.Territory, stop) ?? throw new ProblemException(ProblemKind.UnknownTerritory.At(
            "territory", request.Territory, $"There is no territory '{request.Territory}'.", "GET /v1/territories lists them."));
        ImmutableArray<HypotheticalChange> changes = reader.Read(board);
        using IDisposable turn = await turnstile.EnterAsync(stop) ?? throw new ProblemException(ProblemKind.Busy.With(
            $"{Limits.WhatIfsWaiting} such questions wait already (limit {nameof(Limits.WhatIfsWaiting)}). Try again in a moment."));
        return await AnswerAsync(request, board, changes, stop);
    }

    private async Task<WhatIfResponse> AnswerAsync(WhatIfRequest request, Board board, ImmutableArray<HypotheticalChange> changes, CancellationToken stop)
    {
        Catalogue catalogue = await planners.CatalogueAsync(stop);
        var now = Moment.Max(Moment.From(clock.GetUtcNow()), board.At);
        int seed = request.Stream?.Seed ?? DefaultSeed;
        var streams = new RequestStreams(board, catalogue, now);
        ImmutableArray<StreamedRequest> stream = request.Recorded is { } recorded
            ? await AgainAsync(streams, recorded, board, stop) : await DrawAsync(streams, request.Stream, seed, board, now, stop);
        // The planner's own thread would be away for as long as it takes.
        WhatIfAnswer answer = await Task.Run(
            () => WhatIfRun.Answer(
                board, catalogue, changes, [.. streams.Pair(stream.Select(one => Priced(one, board)), changes, seed)], now, Limits.WhatIfPositions, stop),
            stop);
        stop.ThrowIfCancellationRequested();
        if (answer.Displacement.Impossible is { } impossible) throw Impossible(request, impossible);
        return new WhatIfWriter(board).Write(answer, prices.Find(board.Settings.Id)?.Version);
    }

    private StreamedRequest Priced(StreamedRequest request, Board board) =>
        request with { Query = request.Query with { Opportunity = prices.CostOf(board.Settings, request.Query.Service, request.Tier) } };

    private async ValueTask<ImmutableArray<StreamedRequest>> DrawAsync(
        RequestStreams streams, WhatIfStream? asked, int seed, Board board, Moment now, CancellationToken stop)
    {
        int today = board.Clock.DayOf(now);
        IReadOnlyList<DemandCount> counted = await counts.CountedAsync(board.Settings.Id, today - BookingCurve.DaysBack, today, stop);
        return streams.Draw(counted, seed, asked?.Requests ?? DefaultRequests, asked?.Days ?? DefaultDays);
    }

    private async ValueTask<ImmutableArray<StreamedRequest>> AgainAsync(RequestStreams streams, WhatIfRecorded recorded, Board board, CancellationToken stop)
    {
        var during = new Interval(Moment.From(recorded.From), Moment.From(recorded.To));
        ImmutableArray<StreamedRequest> stream = streams.Again(await bookings.ReadAsync(board, during, stop), recorded.Sample ?? 1);
        if (stream.Length <= Limits.WhatIfRequests) return stream;
        throw new ProblemException(ProblemKind.InvalidValue.At(
            "recorded", null, $"Has {stream.Length} bookings; limit {nameof(Limits.WhatIfRequests)} is {Limits.WhatIfRequests}.", "Ask for a shorter time, or send a smaller 'sample'."));
    }

    private static ProblemException Impossible(WhatIfRequest request, ImpossibleChange impossible)
    {
        WhatIfChange change = request.Changes![impossible.Index];
        string field = $"changes[{impossible.Index}]";
        (field, string? value) = change switch
        {
            { RemoveResource: { } gone } => (field + ".removeResource", gone),
            { Absence.Resource: { } away } => (field + ".absence.resource", away),
            _ => ($"{field}.addResource{(impossible.Refusal.Field is { } part ? "." + part : "")}", change.AddResource?.Id),
        };
        return impossible.Refusal.Code == RefusalCode.UnknownResource
            ? new ProblemException(ProblemKind.UnknownResource.At(field, value, impossible.Refusal.Message, $"GET /v1/territories/{request.Territory}/resources lists them."))
            : new ProblemException(ProblemKind.InvalidValue.At(field, value, impossible.Refusal.Message, impossible.Refusal.Remedy));
    }
}
