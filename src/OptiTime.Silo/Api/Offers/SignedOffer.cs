using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Offers;

/// <summary>What a token carries: the offer's terms, and the request it answered, so that a lost race can be answered with fresh offers.</summary>
/// <param name="Territory">The territory.</param>
/// <param name="Terms">The terms.</param>
/// <param name="Request">The request as JSON, as it was read; shared by all offers of one answer.</param>
internal sealed record SignedOffer(string Territory, OfferTerms Terms, ReadOnlyMemory<byte> Request)
{
    // What the caller left out is left out of the token too: it travels with every offer.
    private static readonly WireJson Brief =
        new(new JsonSerializerOptions(WireJson.Default.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull });

    /// <summary>A request as the bytes that tokens carry.</summary>
    public static byte[] Pack(AvailabilityRequest request) =>
        JsonSerializer.SerializeToUtf8Bytes(request, Brief.AvailabilityRequest);

    /// <summary>The request again.</summary>
    public AvailabilityRequest Unpack() => JsonSerializer.Deserialize(Request.Span, WireJson.Default.AvailabilityRequest)!;

    /// <summary>Writes all of it; <see cref="ReadFrom"/> reads it back in the same order.</summary>
    public void WriteTo(BinaryWriter to)
    {
        to.Write(Territory);
        to.Write(Terms.Id);
        to.Write(Terms.Service);
        WriteOptional(to, Terms.Customer);
        WriteOptional(to, Terms.Tier);
        WriteOptional(to, Terms.ExternalReference);
        to.Write(Terms.Place is not null);
        if (Terms.Place is { } place)
        {
            to.Write(place.Id);
            to.Write(place.Location is not null);
            to.Write(place.Location?.Latitude ?? 0);
            to.Write(place.Location?.Longitude ?? 0);
            WriteOptional(to, place.Customer);
        }
        to.Write7BitEncodedInt(Terms.Steps.Length);
        foreach (OfferedStep step in Terms.Steps) WriteStep(to, step);
        to.Write(Terms.Price.Cents);
        to.Write(Terms.ValidUntil.Value);
        to.Write(Terms.AnyResource);
        to.Write7BitEncodedInt(Terms.Moves.Length);
        foreach (string moved in Terms.Moves) to.Write(moved);
        to.Write7BitEncodedInt(Request.Length);
        to.Write(Request.Span);
        // Behind all else, and only where there are any: a silo of the build before takes every other token as it did.
        if (Terms.Displaces.IsEmpty) return;
        to.Write7BitEncodedInt(Terms.Displaces.Length);
        foreach (Displaced displaced in Terms.Displaces)
        {
            to.Write(displaced.Commitment);
            to.Write(displaced.To is not null);
            if (displaced.To is { } step) WriteStep(to, step);
        }
    }

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    public static SignedOffer ReadFrom(BinaryReader from)
    {
        string territory = from.ReadString(), id = from.ReadString(), service = from.ReadString();
        string? customer = ReadOptional(from), tier = ReadOptional(from), reference = ReadOptional(from);
        Place? place = from.ReadBoolean() ? ReadPlace(from) : null;
        var steps = ImmutableArray.CreateBuilder<OfferedStep>();
        for (int count = from.Read7BitEncodedInt(); count > 0; count--) steps.Add(ReadStep(from));
        var price = new Money(from.ReadInt64());
        var validUntil = new Moment(from.ReadInt32());
        bool anyResource = from.ReadBoolean();
        var moves = ImmutableArray.CreateBuilder<string>();
        for (int count = from.Read7BitEncodedInt(); count > 0; count--) moves.Add(from.ReadString());
        byte[] request = from.ReadBytes(from.Read7BitEncodedInt());
        var displaces = ImmutableArray.CreateBuilder<Displaced>();
        for (int count = from.BaseStream.Position < from.BaseStream.Length ? from.Read7BitEncodedInt() : 0; count > 0; count--)
            displaces.Add(new Displaced(from.ReadString(), from.ReadBoolean() ? ReadStep(from) : null));
        var terms = new OfferTerms(id, service, customer, tier, reference, place, steps.ToImmutable(), price, validUntil)
        {
            Moves = moves.DrainToImmutable(),
            AnyResource = anyResource,
            Displaces = displaces.DrainToImmutable(),
        };
        return new SignedOffer(territory, terms, request);
    }

    private static void WriteStep(BinaryWriter to, OfferedStep step)
    {
        to.Write(step.Promise.From.Value);
        to.Write(step.Promise.To.Value);
        to.Write(step.EarliestStart.Value);
        to.Write(step.LatestStart.Value);
        to.Write(step.Start.Value);
        WriteOptional(to, step.Site);
        to.Write7BitEncodedInt(step.Resources.Length);
        foreach ((string role, string resource, string? territory) in step.Resources)
        {
            to.Write(role);
            to.Write(resource);
            WriteOptional(to, territory);
        }
        to.Write(step.WorksUntil?.Value ?? 0);
    }

    private static Place ReadPlace(BinaryReader from)
    {
        string id = from.ReadString();
        bool isKnown = from.ReadBoolean();
        var location = new Location(from.ReadDouble(), from.ReadDouble());
        return new Place(id, isKnown ? location : null, ReadOptional(from));
    }

    private static OfferedStep ReadStep(BinaryReader from)
    {
        var promise = new Interval(new Moment(from.ReadInt32()), new Moment(from.ReadInt32()));
        Moment earliest = new(from.ReadInt32()), latest = new(from.ReadInt32()), start = new(from.ReadInt32());
        string? site = ReadOptional(from);
        var resources = ImmutableArray.CreateBuilder<OfferedResource>();
        for (int count = from.Read7BitEncodedInt(); count > 0; count--) resources.Add(new OfferedResource(from.ReadString(), from.ReadString(), ReadOptional(from)));
        int worksUntil = from.ReadInt32();
        return new OfferedStep(promise, earliest, latest, start, site, resources.ToImmutable(), worksUntil == 0 ? null : new Moment(worksUntil));
    }

    private static void WriteOptional(BinaryWriter to, string? text)
    {
        to.Write(text is not null);
        if (text is not null) to.Write(text);
    }

    private static string? ReadOptional(BinaryReader from) => from.ReadBoolean() ? from.ReadString() : null;
}
