using OptiTime.Testbed.Histories;

namespace OptiTime.Cluster.Tests.Histories;

/// <summary>
/// A short, good history, told twice: what the callers saw and what the database has. Tests spoil one of the two and see whether it is noticed.
/// One hold becomes a booking that is moved, one is given back, one expires; one booking is cancelled, and one, which a silo gives another
/// technician, is made though the first answer to it was lost.
/// </summary>
internal sealed class Story
{
    internal const string Lab = "lab";

    private static readonly DateTimeOffset Dawn = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    private long _now;

    internal Story()
    {
        Ask("one", null, 1);
        Write(CallKind.Hold, "A", "one", 2);
        Write(CallKind.Confirm, "A", null, 3, silo: "east");
        Write(CallKind.Hold, "B", "two", 4);
        Write(CallKind.Release, "B", null, null);
        Write(CallKind.Hold, "C", "three", 6);
        Write(CallKind.Book, "D", "four", 8);
        Lose(CallKind.Book, "five", key: "again");
        Write(CallKind.Book, "E", "five", 9, key: "again", silo: "east", replayed: true);
        Write(CallKind.Reschedule, "A", null, 10);
        Write(CallKind.Cancel, "D", null, 11);
        Ask("six", 11, 11, silo: "east");
        Log =
        [
            Entry(1), Entry(2, Held("A", "one")), Entry(3, Made("A", FactKind.Confirmed)), Entry(4, Held("B", "two")),
            Entry(5, Made("B", FactKind.Released)), Entry(6, Held("C", "three")), Entry(7, Made("C", FactKind.Expired)),
            Entry(8, Made("D", FactKind.Confirmed, "four")), Entry(9, Made("E", FactKind.Confirmed, "five")),
            Entry(10, Made("A", FactKind.Rescheduled)), Entry(11, Made("D", FactKind.Cancelled), Moved("E")),
        ];
        Plan = [At("A", 8), At("E", 10)];
        Assignments = [.. Plan];
    }

    internal List<Call> Calls { get; } = [];

    internal List<LogVersion> Log { get; }

    internal List<Occupation> Plan { get; }

    internal List<Occupation> Assignments { get; }

    internal IReadOnlyList<Anomaly> Check() => HistoryChecker.Check(Calls, new PlanRecord(Log, Plan, Assignments));

    /// <summary>A call that asks for offers, begun after all before it.</summary>
    internal void Ask(string reference, long? atLeast, long version, string silo = "west", bool stale = false) =>
        Calls.Add(Next(CallKind.Search, silo) with { Reference = reference, AtLeast = atLeast, Version = version, IsStale = stale });

    /// <summary>A write that is acknowledged, begun after all before it.</summary>
    internal void Write(CallKind kind, string commitment, string? reference, long? version, string? key = null, string silo = "west", bool replayed = false) =>
        Calls.Add(Next(kind, silo) with
        {
            Commitment = commitment,
            Reference = reference,
            Version = version,
            Key = key,
            IsReplayed = replayed,
            Promise = kind is CallKind.Release or CallKind.Cancel ? null : PromiseOf(commitment),
        });

    /// <summary>A write whose answer never came.</summary>
    internal void Lose(CallKind kind, string reference, string key) =>
        Calls.Add(Next(kind, "west") with { Reference = reference, Key = key, Outcome = CallOutcome.Unknown });

    /// <summary>A write that is refused.</summary>
    internal void Refuse(CallKind kind, string commitment, string key, string? reference = null) =>
        Calls.Add(Next(kind, "west") with { Commitment = commitment, Reference = reference, Key = key, Outcome = CallOutcome.Refused, Answer = "409 offer-taken" });

    internal int IndexOf(CallKind kind, string commitment) => Calls.FindIndex(call => call.Kind == kind && call.Commitment == commitment);

    internal static LogVersion Entry(long number, params Fact[] facts) => new(Lab, number, Dawn.AddMinutes(number), facts);

    internal static Fact Held(string commitment, string reference) =>
        new(commitment, FactKind.Held, reference, PromiseOf(commitment), commitment == "C" ? Dawn.AddMinutes(7) : Dawn.AddHours(1), Told);

    internal static Fact Made(string commitment, FactKind kind, string? reference = null) =>
        new(commitment, kind, reference, kind >= FactKind.Released ? null : PromiseOf(commitment), Terms: kind >= FactKind.Released ? null : Told);

    /// <summary>Given to somebody else by a silo.</summary>
    internal static Fact Moved(string commitment) => Made(commitment, FactKind.Moved) with { Promise = $"{PromiseOf(commitment)}, kept by somebody else" };

    internal static Occupation At(string commitment, int hour) => new(Lab, "R-1", 0, Dawn.AddHours(hour), Dawn.AddHours(hour + 1), commitment);

    private static Terms Told => new("boiler-check", Dawn.AddHours(6), Dawn.AddHours(20));

    private static string PromiseOf(string commitment) => $"the promise of {commitment}";

    private Call Next(CallKind kind, string silo) =>
        new() { Kind = kind, Silo = silo, Territory = Lab, Began = ++_now, Ended = ++_now, Outcome = CallOutcome.Acknowledged };
}
