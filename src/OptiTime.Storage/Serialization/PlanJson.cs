using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Text;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Storage.Serialization;

/// <summary>
/// How facts are written as JSON in every store: camelCase, compact, nulls left out, one way only to write a value. Reading is strict: a
/// member that is missing, unknown or there twice means that another build wrote it, and guessing would change the past.
/// </summary>
internal static class PlanJson
{
    /// <summary>The options all facts are written and read with.</summary>
    internal static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // What a record derives from its parameters is not written.
            IgnoreReadOnlyProperties = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            // Never served to a browser: names stay readable in the log.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ChangeTypes.AddNameAndSchema, DisruptionKinds.AddKind, RequireWhatCannotBeNull } },
        };
        options.Converters.Add(new WholeNumberConverter<Moment>(value => new Moment(checked((int)value)), moment => moment.Value));
        options.Converters.Add(new WholeNumberConverter<Seconds>(value => new Seconds(checked((int)value)), length => length.Value));
        options.Converters.Add(new WholeNumberConverter<Metres>(value => new Metres(checked((int)value)), distance => distance.Value));
        options.Converters.Add(new WholeNumberConverter<Money>(value => new Money(value), amount => amount.Cents));
        options.Converters.Add(new PairConverter<Interval>(
            (from, to) => new Interval(new Moment(from), new Moment(to)), interval => (interval.From.Value, interval.To.Value)));
        options.Converters.Add(new PairConverter<Leg>(
            (time, distance) => new Leg(new Seconds(time), new Metres(distance)), leg => (leg.Time.Value, leg.Distance.Value)));
        options.Converters.Add(new LocalTextConverter<LocalTime>(LocalTimePattern.VariablePrecisionIso,
            time => time is { Second: 0, NanosecondOfSecond: 0 } ? LocalTimePattern.HourMinuteIso : LocalTimePattern.ExtendedIso));
        options.Converters.Add(new LocalTextConverter<LocalDate>(LocalDatePattern.Iso, _ => LocalDatePattern.Iso));
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.MakeReadOnly();
        return options;
    }

    /// <summary>A list that is missing would be read as no list at all, a number as zero: say so instead.</summary>
    private static void RequireWhatCannotBeNull(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo member in type.Properties.Where(member => member.Set is not null || member.AssociatedParameter is not null))
        {
            bool mayBeNull = member.PropertyType.IsValueType ? Nullable.GetUnderlyingType(member.PropertyType) is not null : member.IsSetNullable;
            member.IsRequired = !mayBeNull;
        }
    }
}
