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
        [typeof(AcceptRequest)] = """{"alternative":1,"customer":{"id":"C-1042"},"externalReference":"CRM-4711"}""",
        [typeof(RefuseRequest)] = """{"reason":"nobody answered the phone"}""",
        [typeof(DisruptionRequest)] = """{"territory":"rhone","kind":"absence","resource":"R-12","to":"2026-12-18T18:00:00+01:00","reason":"ill","preview":true}""",
        [typeof(CalledRequest)] = """{"outcome":"agreed","note":"tomorrow afternoon is fine"}""",
        [typeof(AssignRequest)] = """{"resources":[{"role":"technician","resource":"R-12"}],"start":"2026-11-24T10:00:00+01:00","override":{"reason":"the customer asked for it on the phone"},"preview":true}""",
        [typeof(ByHandRequest)] = """{"reason":"the key is only there in the morning"}""",
        [typeof(UnpinRequest)] = """{"reason":"a neighbour has a key"}""",
        [typeof(JobRequest)] = """{"territory":"rhone","service":"boiler-maintenance","customer":"C-1042","due":"2026-12-18T18:00:00+01:00","priority":60}""",
        [typeof(TerritoryDocument)] = """
            {"id":"drome","name":"Drôme","zone":"Europe/Paris","currency":"EUR","centre":{"lat":44.93,"lon":4.89},"radiusMetres":40000,"freezeHorizonSeconds":7200}
            """,
        [typeof(SiteDocument)] = """
            {"id":"VALENCE","territory":"drome","name":"Valence","location":{"lat":44.93,"lon":4.89},
             "opening":{"week":[{"days":["monday","tuesday","wednesday","thursday","friday"],"from":"08:00","to":"19:00"}],"specialDays":[{"date":"2026-12-25","hours":[]}]}}
            """,
        [typeof(ResourceDocument)] = """
            {"id":"D-1","territory":"drome","name":"Expert 1","kind":"trainer","mobility":"mobile","home":{"lat":44.95,"lon":4.87},"skills":[{"name":"heat-pumps","level":3}],
             "working":{"week":[{"days":["monday","tuesday","wednesday","thursday","friday"],"from":"08:00","to":"17:00","breaks":[{"from":"12:00","to":"13:00"}]}]},
             "rates":{"perHour":{"amount":"42.00","currency":"EUR"},"perKilometre":{"amount":"0.45","currency":"EUR"}},
             "requires":[{"name":"analyser","kind":"analyser"}],"overtime":{"mostSeconds":7200,"perHour":{"amount":"60.00","currency":"EUR"}},"lentTo":[]}
            """,
        [typeof(ServiceDocument)] = """
            {"id":"heat-pump-course","name":"Course on heat pumps, two days","class":"project","price":{"amount":"1450.00","currency":"EUR"},"steps":[
              {"name":"day-1","durationSeconds":25200,"roles":[
                {"name":"trainer","kind":"trainer","skills":[{"name":"heat-pumps","level":3}],"where":"site"},
                {"name":"room","kind":"room","where":"site","setupSeconds":1800,"cleanUpSeconds":900},
                {"name":"assistant","kind":"trainer","where":"site","part":{"fromSeconds":0,"lengthSeconds":7200}}]},
              {"name":"day-2","durationSeconds":25200,"follows":{"sameRoles":["trainer","room"],"nextWorkingDay":true},"roles":[
                {"name":"trainer","kind":"trainer","skills":[{"name":"heat-pumps","level":3}],"where":"site"},
                {"name":"room","kind":"room","where":"site"}]}],
             "levels":[{"tier":"platinum","withinSeconds":172800,"price":{"amount":"1300.00","currency":"EUR"}}]}
            """,
        [typeof(CustomerDocument)] = """{"id":"C-9001","name":"Ateliers Martin","tier":"gold","location":{"lat":44.94,"lon":4.90},"prefer":["D-1"]}""",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> Answers = new Dictionary<Type, string>
    {
        // Who is to be called so that an urgent customer gets the morning?
        [typeof(Proposal)] = """
            {"proposal":"P-rhone-3K9M8T2QYB5D7H1C","preview":false,"state":"open","reason":null,"territory":"rhone","expires":"2026-12-10T07:35:00+01:00","secondsLeft":300,"repair":null,
             "hold":"H-rhone-3K9M8T2QYB5D7H1C","reschedules":null,"booking":null,
             "offer":{"offer":null,"territory":"rhone","promise":{"from":"2026-12-11T08:00:00+01:00","to":"2026-12-11T12:00:00+01:00"},
               "start":"2026-12-11T08:20:00+01:00","end":"2026-12-11T09:50:00+01:00","site":null,"validUntil":"2026-12-10T07:35:00+01:00",
               "resources":[{"role":"technician","resource":"R-2","unit":0}],"steps":[],"travelSeconds":420,
               "cost":{"total":{"amount":"121.40","currency":"EUR"},"lines":[{"kind":"instability","amount":{"amount":"50.00","currency":"EUR"}}]},
               "price":{"amount":"180.50","currency":"EUR"},"onTime":null,"impact":{"bookings":[],"calls":["B-rhone-TK936EH3BCWR6GH9"]},"proposal":true,"planVersion":140},
             "alternatives":[{"alternative":1,"kept":true,"accepted":false,"cost":{"amount":"51.20","currency":"EUR"},"calls":["B-rhone-TK936EH3BCWR6GH9"],
               "bookings":[{"id":"B-rhone-TK936EH3BCWR6GH9","told":true,"call":true,
                 "newPromise":{"from":"2026-12-11T13:00:00+01:00","to":"2026-12-11T15:00:00+01:00"},
                 "from":{"from":"2026-12-11T08:20:00+01:00","to":"2026-12-11T09:20:00+01:00"},"to":{"from":"2026-12-11T13:00:00+01:00","to":"2026-12-11T14:00:00+01:00"},
                 "fromResource":"R-2","toResource":"R-5","minutes":280}]}],
             "planVersion":140}
            """,
        [typeof(RepairDocument)] = """
            {"repair":"R-rhone-412.3K9M8T2QYB5D7H1C","preview":false,"territory":"rhone","kind":"absence","what":"R-12 is absent from 2026-12-10 07:40 to 2026-12-10 18:00",
             "reason":"ill","resource":"R-12","site":null,"booking":null,
             "at":"2026-12-10T07:40:00+01:00","by":"dispatch","placed":[],
             "moved":[{"id":"B-rhone-TK936EH3BCWR6GH9","step":1,"fromResource":"R-12","fromStart":"2026-12-10T08:20:00+01:00","toResource":"R-7","toStart":"2026-12-10T08:45:00+01:00",
               "shiftSeconds":1500,"why":"R-12 is absent"}],
             "slid":[],"broken":[{"id":"B-rhone-5D7H1C3K9M8T2QYB","step":1,"fromResource":"R-12","fromStart":"2026-12-10T10:05:00+01:00","toResource":null,"toStart":null,
               "shiftSeconds":0,"why":"R-12 is absent"}],
             "released":[],"waiting":[],"toCall":[{"booking":"B-rhone-5D7H1C3K9M8T2QYB","status":"broken","proposal":"P-rhone-3K9M8T2QYB5D7H1CA","calledAt":null,"outcome":null}],
             "proposals":["P-rhone-3K9M8T2QYB5D7H1CA"],"bookingsMoved":1,"shiftSeconds":1500,"before":{"broken":0,"travelSeconds":5210,"travelCost":{"amount":"61.20","currency":"EUR"}},
             "after":{"broken":1,"travelSeconds":5480,"travelCost":{"amount":"64.10","currency":"EUR"}},"planVersion":412}
            """,
        // R-12 cannot come: could R-7, and who would be told?
        [typeof(ByHandAnswer)] = """
            {"preview":true,
             "booking":{"booking":"B-rhone-TK936EH3BCWR6GH9","id":"B-rhone-TK936EH3BCWR6GH9","status":"confirmed","reason":null,"territory":"rhone","service":"boiler-repair",
               "customer":"C-1042","tier":"gold","externalReference":"CRM-4711","promise":{"from":"2026-12-10T10:00:00+01:00","to":"2026-12-10T12:00:00+01:00"},
               "start":"2026-12-10T10:40:00+01:00","end":"2026-12-10T12:10:00+01:00","site":null,"resources":[{"role":"technician","resource":"R-7","unit":0}],"steps":[],
               "price":{"amount":"180.50","currency":"EUR"},
               "cost":{"total":{"amount":"63.40","currency":"EUR"},"lines":[{"kind":"labour","amount":{"amount":"57.00","currency":"EUR"}},{"kind":"travel","amount":{"amount":"6.40","currency":"EUR"}}]},
               "pinned":false,"planVersion":412},
             "job":null,"overridden":["told"],"callCustomer":true,
             "shifted":[{"id":"B-rhone-5D7H1C3K9M8T2QYB","told":true,"newPromise":null,"call":false,
               "from":{"from":"2026-12-10T12:20:00+01:00","to":"2026-12-10T13:20:00+01:00"},"to":{"from":"2026-12-10T12:35:00+01:00","to":"2026-12-10T13:35:00+01:00"},
               "fromResource":"R-7","toResource":"R-7","minutes":15}]}
            """,
        // Whom to call, what to offer them, and what is kept for them meanwhile?
        [typeof(ItemList<CallBack>)] = """
            {"items":[{
              "booking":{"booking":"B-rhone-5D7H1C3K9M8T2QYB","id":"B-rhone-5D7H1C3K9M8T2QYB","status":"broken","reason":"R-12 is absent from 2026-12-10T07:40:00+01:00 to 2026-12-10T18:00:00+01:00",
                "territory":"rhone","service":"boiler-repair","customer":"C-1042","tier":"gold","externalReference":null,
                "promise":{"from":"2026-12-10T10:00:00+01:00","to":"2026-12-10T12:00:00+01:00"},"start":null,"end":null,"site":null,"resources":[],"steps":[],
                "price":{"amount":"180.50","currency":"EUR"},
                "cost":{"total":{"amount":"57.00","currency":"EUR"},"lines":[{"kind":"labour","amount":{"amount":"57.00","currency":"EUR"}}]},"pinned":false,"planVersion":412},
              "promised":true,"since":"2026-12-10T07:40:00+01:00","calledAt":"2026-12-10T07:52:00+01:00","outcome":"not reached","proposal":"P-rhone-3K9M8T2QYB5D7H1CA",
              "offers":[],"refusal":{"reasons":[{"code":"full","territory":"rhone","message":"12 resources of 'rhone' work then but have no room of 1 h 30 min with the way there and back.","resources":12}],
                "relaxations":[]}}],
             "next":null}
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
