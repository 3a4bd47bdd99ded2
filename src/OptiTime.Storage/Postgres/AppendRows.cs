using Npgsql;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Travel;
using OptiTime.Storage.Projections;
using OptiTime.Storage.Rows;
using OptiTime.Storage.Serialization;

namespace OptiTime.Storage.Postgres;

/// <summary>What an append does, as the rows that <c>optitime_append</c> takes: each record is one of the composite types of its schema file.</summary>
internal static class AppendRows
{
    internal sealed record Part(string Log, long Version, byte[] Changes, string[] Places, byte[]? Territory, int? FirstFrom, int? BoardFrom);

    internal sealed record Guarded(string Kind, int? Moment, string? Log, long? Version);

    internal sealed record Answered(string Caller, string Key, byte[] RequestHash, int Command, byte[] Answer);

    internal sealed record KnownPlace(string Id, double? Latitude, double? Longitude, string? Customer);

    internal sealed record Owned(string Kind, string Territory, string Id, bool IsThere, int Units, int[] Starts);

    internal sealed record Sold(string Id, long Version, byte[]? Facts);

    internal sealed record Tour(string Resource, int Unit, int PeriodStart);

    internal sealed record Stop(
        string Territory, string Resource, int Unit, int PeriodStart, int Starts, int Ends, string Commitment, int Step);

    internal sealed record Committed(
        string Territory, long Version, string Id, byte[]? Facts, string? State, string? Customer, string? ExternalReference, string? Service,
        int? PromiseFrom, int? PromiseTo, int? Steps, byte[] Planned, string? Ending, string? Reason);

    /// <summary>Tells a pool which record is which type.</summary>
    internal static void MapIn(NpgsqlDataSourceBuilder pool) => pool
        .MapComposite<Part>("optitime_part").MapComposite<Guarded>("optitime_guard").MapComposite<Answered>("optitime_answer")
        .MapComposite<KnownPlace>("optitime_place").MapComposite<Owned>("optitime_owned").MapComposite<Sold>("optitime_service")
        .MapComposite<Tour>("optitime_tour").MapComposite<Stop>("optitime_stop").MapComposite<Committed>("optitime_commitment");

    /// <summary>The values of the function's parameters, in their order.</summary>
    /// <param name="append">The append.</param>
    /// <param name="parts">What its parts do.</param>
    /// <param name="territories">The territories whose horizon advances without their being defined in the append.</param>
    internal static object[] Of(Append append, IReadOnlyList<PartEffects> parts, IReadOnlyDictionary<string, TerritoryDefined> territories) =>
    [
        append.Id,
        parts.Select(part => Of(part, append, territories)).ToArray(),
        append.Guards.Select(guard => Of(guard.Guard)).ToArray(),
        append.Answers.Select(answer => new Answered(
            answer.Key.Caller, answer.Key.Key, [.. answer.RequestHash], answer.Command, AnswerJson.Write(answer.Answer))).ToArray(),
        append.Places.GroupBy(place => place.Id).Select(Of).ToArray(),
        parts.SelectMany(OwnedBy).ToArray(),
        parts.SelectMany(part => part.Services.Select(service => new Sold(
            service.Key, part.Version, service.Value is { } change ? part.Facts(change) : null))).ToArray(),
        parts.SelectMany(part => part.Tours.Keys.Select(tour => new Tour(tour.Resource, tour.Unit, tour.PeriodStart.Value))).ToArray(),
        parts.SelectMany(part => part.Tours.SelectMany(tour => tour.Value.Select(stop => Of(part.Log, tour.Key, stop)))).ToArray(),
        parts.SelectMany(part => part.Commitments.Select(effect => Of(part, effect.Key, effect.Value))).Concat(parts.Where(part => part.HasRepairs).Select(LedgerOf)).ToArray(),
        StoreLimits.AnswersKept.Value,
        StoreLimits.PurgedAnswers,
    ];

    private static Part Of(PartEffects part, Append append, IReadOnlyDictionary<string, TerritoryDefined> territories)
    {
        TerritoryDefined? defined = part.Territory?.Defined;
        var places = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Change change in append.Parts.First(one => one.Log == part.Log).Changes) PlaceReferences.Collect(change, places);
        return new Part(
            part.Log, part.Version, part.Changes, [.. places], part.Territory is { } territory ? part.Facts(territory.By) : null,
            defined is null ? null : BoardStart.Of(defined, defined.FirstDay).Value,
            part.FirstDay is { } day ? BoardStart.Of(defined ?? territories[part.Log], day).Value : null);
    }

    private static Guarded Of(Guard guard) => guard switch
    {
        OnlyBefore before => new Guarded("before", before.Time.Value, null, null),
        OnlyAfter after => new Guarded("after", after.Time.Value, null, null),
        OnlyAt at => new Guarded("at", null, at.Log, at.Version),
        _ => throw new InvalidOperationException($"The store cannot evaluate a {guard.GetType().Name}."),
    };

    /// <summary>A place that stands there several times is one: where it was said first, of the first customer that was said.</summary>
    private static KnownPlace Of(IGrouping<string, Place> same)
    {
        Location? location = same.First().Location;
        return new KnownPlace(same.Key, location?.Latitude, location?.Longitude, same.FirstOrDefault(place => place.Customer is not null)?.Customer);
    }

    private static IEnumerable<Owned> OwnedBy(PartEffects part) =>
    [
        .. part.Sites.Select(site => new Owned("site", part.Log, site.Key, site.Value, 0, [])),
        .. from resource in part.Resources
           let starts = resource.Value.Starts.Select(start => start.Value)
           select new Owned("resource", part.Log, resource.Key, resource.Value.IsThere, resource.Value.Units, [.. starts]),
    ];

    private static Stop Of(string log, TourKey tour, PlannedStop stop) => new(
        log, tour.Resource, tour.Unit, tour.PeriodStart.Value, stop.During.From.Value, stop.During.To.Value, stop.Commitment, stop.Step);

    /// <summary>That a version holds entries of the ledger: an ending, of nothing that has a row, is noted and changes nothing else.</summary>
    private static Committed LedgerOf(PartEffects part) => new(
        part.Log, part.Version, RepairEntry.LedgerName, null, null, null, null, null, null, null, null, CommitmentColumns.Json([]), CommitmentColumns.NameOf(Ending.Done), null);

    private static Committed Of(PartEffects part, string id, CommitmentEffect effect)
    {
        byte[] planned = CommitmentColumns.Json(effect.PlannedAfter([]));
        string? ending = effect.Ending is { } end ? CommitmentColumns.NameOf(end) : null;
        return effect.Recorded is not { } commitment
            ? new Committed(part.Log, part.Version, id, null, null, null, null, null, null, null, null, planned, ending, effect.Reason)
            : new Committed(
                part.Log, part.Version, id, part.Facts(effect.RecordedBy), CommitmentColumns.NameOf(commitment.State), commitment.Customer,
                commitment.ExternalReference, commitment.Service.Id, commitment.Steps[0].Promise.From.Value, commitment.Steps[^1].Promise.To.Value,
                effect.Steps, planned, ending, effect.Reason);
    }
}
