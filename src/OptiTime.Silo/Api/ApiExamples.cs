using System.Collections.Frozen;
using System.Text.Json.Nodes;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api;

/// <summary>Bodies that can be tried as they stand with the demo of a plumber around Lyon; only an offer must be put in by hand.</summary>
internal static class ApiExamples
{
    private static readonly FrozenDictionary<Type, string> Bodies = new Dictionary<Type, string>
    {
        [typeof(AvailabilityRequest)] = """{"territory":"rhone","service":"boiler-maintenance","customer":{"id":"C-1042"},"maxOffers":5}""",
        [typeof(ExplainRequest)] = """{"territory":"rhone","service":"boiler-maintenance","customer":{"id":"C-1042"},"resource":"R-12"}""",
        [typeof(WhatIfRequest)] = """{"territory":"rhone","changes":[{"removeResource":"R-12"},{"demand":{"factor":2,"weekday":"monday"}}],"stream":{"seed":1,"requests":300,"days":7}}""",
        [typeof(HoldRequest)] = """{"offer":"an offer, as availability gave it","ttlSeconds":300}""",
        [typeof(ConfirmRequest)] = """{"customer":{"id":"C-1042"},"externalReference":"CRM-4711"}""",
        [typeof(BookingRequest)] = """{"offer":"an offer, as availability gave it","customer":{"id":"C-1042"},"externalReference":"CRM-4711"}""",
        [typeof(RescheduleRequest)] = """{"offer":"an offer, as availability gave it","reason":"the customer is at work in the morning"}""",
        [typeof(DisruptionRequest)] = """{"territory":"rhone","kind":"absence","resource":"R-12","to":"2026-12-18T18:00:00+01:00","reason":"ill","preview":true}""",
        [typeof(CalledRequest)] = """{"outcome":"agreed","note":"tomorrow afternoon is fine"}""",
        [typeof(AssignRequest)] = """{"resources":[{"role":"technician","resource":"R-12"}],"start":"2026-11-24T10:00:00+01:00","override":{"reason":"the customer asked for it on the phone"},"preview":true}""",
        [typeof(ByHandRequest)] = """{"reason":"the key is only there in the morning"}""",
        [typeof(JobRequest)] = """{"territory":"rhone","service":"boiler-maintenance","customer":"C-1042","due":"2026-12-18T18:00:00+01:00","priority":60}""",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> Answers = new Dictionary<Type, string>
    {
        [typeof(RepairDocument)] = """
            {"repair":"R-rhone-412.3K9M8T2QYB5D7H1C","preview":false,"territory":"rhone","kind":"absence","what":"R-12 is absent from 2026-12-10 07:40 to 2026-12-10 18:00",
             "at":"2026-12-10T07:40:00+01:00","by":"dispatch",
             "moved":[{"id":"B-rhone-TK936EH3BCWR6GH9","step":1,"fromResource":"R-12","fromStart":"2026-12-10T08:20:00+01:00","toResource":"R-7","toStart":"2026-12-10T08:45:00+01:00",
               "shiftSeconds":1500,"why":"R-12 is absent"}],
             "slid":[],"broken":[{"id":"B-rhone-5D7H1C3K9M8T2QYB","step":1,"fromResource":"R-12","fromStart":"2026-12-10T10:05:00+01:00","toResource":null,"toStart":null,
               "shiftSeconds":0,"why":"R-12 is absent"}],
             "released":[],"waiting":[],"toCall":[{"booking":"B-rhone-5D7H1C3K9M8T2QYB","status":"broken","calledAt":null,"outcome":null}],
             "bookingsMoved":1,"shiftSeconds":1500,"before":{"broken":0,"travelSeconds":5210,"travelCost":{"amount":"61.20","currency":"EUR"}},
             "after":{"broken":1,"travelSeconds":5480,"travelCost":{"amount":"64.10","currency":"EUR"}},"planVersion":412}
            """,
        // What was this customer promised on the 3rd, and why was it moved?
        [typeof(CustomerPromises)] = """
            {"customer":"C-1042","at":"2026-12-03T17:00:00+00:00","items":[{
              "hold":null,"booking":"B-rhone-TK936EH3BCWR6GH9","territory":"rhone","service":"boiler-repair","customer":"C-1042","externalReference":"CRM-4711",
              "then":{"status":"confirmed","since":"2026-12-02T11:00:00+01:00","planVersion":118,
                "promise":{"from":"2026-12-10T08:00:00+01:00","to":"2026-12-10T12:00:00+01:00"},"start":"2026-12-10T09:20:00+01:00","end":"2026-12-10T10:50:00+01:00",
                "site":null,"resources":[{"role":"technician","resource":"R-2","unit":0}],"steps":[]},
              "now":{"status":"confirmed","since":"2026-12-04T12:00:00+01:00","planVersion":131,
                "promise":{"from":"2026-12-11T13:00:00+01:00","to":"2026-12-11T17:00:00+01:00"},"start":"2026-12-11T13:00:00+01:00","end":"2026-12-11T14:30:00+01:00",
                "site":null,"resources":[{"role":"technician","resource":"R-5","unit":0}],"steps":[]},
              "history":[
                {"version":102,"at":"2026-12-01T10:00:00+01:00","event":"booked",
                  "promise":{"from":"2026-12-10T08:00:00+01:00","to":"2026-12-10T12:00:00+01:00"},"start":"2026-12-10T08:10:00+01:00","end":"2026-12-10T09:40:00+01:00",
                  "site":null,"resources":[{"role":"technician","resource":"R-2","unit":0}],"why":{"words":"An offer was booked.","reason":null,"because":[]}},
                {"version":118,"at":"2026-12-02T11:00:00+01:00","event":"slid",
                  "promise":{"from":"2026-12-10T08:00:00+01:00","to":"2026-12-10T12:00:00+01:00"},"start":"2026-12-10T09:20:00+01:00","end":"2026-12-10T10:50:00+01:00",
                  "site":null,"resources":[{"role":"technician","resource":"R-2","unit":0}],
                  "why":{"words":"The planned time moved inside its promise. B-rhone-3K9M8T2QYB5D7H1C was put into the tour of R-2.","reason":null,
                    "because":[{"kind":"added","id":"B-rhone-3K9M8T2QYB5D7H1C"}]}},
                {"version":131,"at":"2026-12-04T12:00:00+01:00","event":"rescheduled",
                  "promise":{"from":"2026-12-11T13:00:00+01:00","to":"2026-12-11T17:00:00+01:00"},"start":"2026-12-11T13:00:00+01:00","end":"2026-12-11T14:30:00+01:00",
                  "site":null,"resources":[{"role":"technician","resource":"R-5","unit":0}],
                  "why":{"words":"The booking was moved to another offer. The reason given: at work in the morning","reason":"at work in the morning","because":[]}}]}],
             "next":null}
            """,
    }.ToFrozenDictionary();

    /// <summary>An example of a body; null where there is none.</summary>
    public static JsonNode? Of(Type? body) => body is not null && Bodies.TryGetValue(body, out string? example) ? JsonNode.Parse(example) : null;

    /// <summary>An example of an answer; null where there is none.</summary>
    public static JsonNode? OfAnswer(Type? answer) => answer is not null && Answers.TryGetValue(answer, out string? example) ? JsonNode.Parse(example) : null;
}
