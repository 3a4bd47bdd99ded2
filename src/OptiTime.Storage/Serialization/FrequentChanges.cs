using System.Collections.Immutable;
using System.Text.Json;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Storage.Serialization;

/// <summary>
/// Reads by hand the two changes a log and a snapshot mostly consist of, several times faster than the serializer and as strictly. They are
/// written by the serializer, and what it reads of them is the same.
/// </summary>
internal static class FrequentChanges
{
    private static readonly MemberNames RecordedMembers = new("type", "schema", "commitment", "reason?");

    private static readonly MemberNames PlannedMembers = new("type", "schema", "resource", "unit", "periodStart", "stops", "return");

    private static readonly MemberNames StopMembers = new("commitment", "step", "during", "leg", "service?");

    /// <summary>Reads the change at which a reader stands, and leaves the reader at its end; null, and the reader where it was, for a change of another type.</summary>
    internal static Change? Read(ref Utf8JsonReader reader, Type type) =>
        type == typeof(CommitmentRecorded) ? ReadRecorded(ref reader) : type == typeof(TourPlanned) ? ReadPlanned(ref reader) : null;

    private static CommitmentRecorded ReadRecorded(ref Utf8JsonReader reader)
    {
        uint seen = MemberNames.Begin(reader);
        Commitment? commitment = null;
        string? reason = null;
        while (RecordedMembers.Next(ref reader, ref seen) is >= 0 and var member)
        {
            if (member == 2) commitment = CommitmentReader.Read(ref reader);
            else if (member == 3) reason = JsonValues.TextOrNone(ref reader);
        }
        return new CommitmentRecorded(commitment!, reason);
    }

    private static TourPlanned ReadPlanned(ref Utf8JsonReader reader)
    {
        uint seen = MemberNames.Begin(reader);
        string? resource = null;
        int unit = 0;
        Moment periodStart = default;
        ImmutableArray<PlannedStop> stops = default;
        Leg back = default;
        while (PlannedMembers.Next(ref reader, ref seen) is >= 0 and var member)
        {
            switch (member)
            {
                case 2: resource = JsonValues.Text(ref reader); break;
                case 3: unit = JsonValues.Integer(reader); break;
                case 4: periodStart = JsonValues.At(reader); break;
                case 5: stops = JsonValues.List(ref reader, ReadStop); break;
                case 6: back = JsonValues.Way(ref reader); break;
            }
        }
        return new TourPlanned(resource!, unit, periodStart, stops, back);
    }

    private static PlannedStop ReadStop(ref Utf8JsonReader reader)
    {
        uint seen = MemberNames.Begin(reader);
        string? commitment = null;
        int step = 0;
        Interval during = default;
        Leg leg = default;
        Interval? service = null;
        while (StopMembers.Next(ref reader, ref seen) is >= 0 and var member)
        {
            switch (member)
            {
                case 0: commitment = JsonValues.Unique(ref reader); break;
                case 1: step = JsonValues.Integer(reader); break;
                case 2: during = JsonValues.Span(ref reader); break;
                case 3: leg = JsonValues.Way(ref reader); break;
                case 4: service = reader.TokenType == JsonTokenType.Null ? null : JsonValues.Span(ref reader); break;
            }
        }
        return new PlannedStop(commitment!, step, during, leg, service);
    }
}
