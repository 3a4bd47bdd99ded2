using System.Collections.Immutable;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Simulation.Company;

namespace OptiTime.Simulation.Callers;

/// <content>What a dispatcher does: takes in what happens in the field, asks for the places of others, agrees or says no for them, and gives places by hand.</content>
internal sealed partial class Caller
{
    /// <summary>
    /// Something happens in the field: somebody is away for a while, work takes longer, a customer is not there, work comes up that cannot wait; and those without a
    /// place are called.
    /// </summary>
    private async Task DisturbAsync()
    {
        Moment now = Moment.From(clock.GetUtcNow());
        string territory = _dice.Pick(desk.Territories);
        (string Log, string Id)? known = desk.Known.Count == 0 ? null : _dice.Pick(desk.Known);
        Moment from = now + Seconds.FromMinutes(_dice.Below(1_800));
        Service service = _dice.Pick(Branches.Services);
        Disruption happened = _dice.Below(6) switch
        {
            0 when known is not null => new CustomerAbsent(known.Value.Id),
            1 when known is not null => new WorkOverruns(known.Value.Id, 0, now + Seconds.FromMinutes(1 + _dice.Below(900))),
            5 => new UrgentWork(desk.NewName("C"), service.Id, from + Seconds.FromMinutes(30), null),
            2 => new ResourceLate(_dice.Pick(Branches.PeopleOf(territory)), from),
            _ => new ResourceAbsent(_dice.Pick(Branches.PeopleOf(territory)), new Interval(from, from + Seconds.FromMinutes(10 + _dice.Below(80))), null),
        };
        UrgentTerms? terms = happened is UrgentWork ? TermsOf(service, territory) : null;
        if (happened is CustomerAbsent or WorkOverruns) territory = known!.Value.Log;
        Seconds? open = _dice.Happens(0.5) ? Lifetime() : null;
        CommandReply? reply = await SayAsync(territory, () => new HandleDisruption(desk.NewName("R"), happened, RepairBudget.Unlimited, null) { ProposeFor = open, Urgent = terms });
        if (reply is not Accepted { Answer.Repair: { } repair }) return;
        if (happened is UrgentWork urgent) Learn(territory, urgent.Commitment);
        foreach (string id in repair.ToCall()) await SayAsync(territory, () => new NoteCall(id, CallOutcome.Told, null));
        foreach (string proposal in repair.Proposals ?? [])
        {
            desk.Proposals.Add((territory, proposal));
            await AnswerAsync(territory, proposal);
        }
    }

    /// <summary>Somebody who cannot wait asks for the place of others, now and then for a booking they have; the proposal is then anybody's to accept.</summary>
    private async Task NegotiateAsync()
    {
        (string Log, string Id)? own = desk.Known.Count > 0 && _dice.Happens(0.3) ? _dice.Pick(desk.Known) : null;
        string territory = own?.Log ?? _dice.Pick(desk.Territories);
        ImmutableArray<FoundOffer> offers = await SearchAsync(territory, Branches.Leak, own?.Id, ImpactAllowed.Negotiable);
        if (offers.IsEmpty) return;
        OfferTerms terms = Terms(offers.FirstOrDefault(offer => !offer.Displaces.IsEmpty, offers[0]), Branches.Leak);
        if (terms.Displaces.IsEmpty)
        {
            // Where there is room they take it, so that there is less for others.
            await SayAsync(territory, () => new Book(desk.NewName("C"), terms, null, null));
            return;
        }
        Seconds lives = Lifetime();
        CommandReply? reply = await SayAsync(territory, () => new PlaceHold(desk.NewName("C"), terms, lives) { Reschedules = own?.Id });
        if (reply is not Accepted { Answer.Proposal.Id: var proposal }) return;
        desk.Proposals.Add((territory, proposal));
        if (_dice.Happens(0.2)) await SayAsync(territory, () => new ConfirmHold(proposal, null, null));
        else await AnswerAsync(territory, proposal);
    }

    /// <summary>Says something about a proposal that somebody else may be saying something about; some are never answered.</summary>
    private async Task AnswerAsync()
    {
        if (desk.Proposals.Count == 0) return;
        (string log, string id) = desk.Proposals[Math.Max(0, desk.Proposals.Count - 1 - _dice.Below(4))];
        await AnswerAsync(log, id);
    }

    private async Task AnswerAsync(string log, string id)
    {
        await ThinkAsync(0, 3_000);
        int alternative = _dice.Happens(0.8) ? 0 : 1 + _dice.Below(2);
        bool agrees = _dice.Happens(0.7);
        await SayAsync(log, () => agrees ? new AcceptProposal(id, alternative, null, null) : new RefuseProposal(id, null));
    }

    /// <summary>Gives work a place, takes it away, pins it or lets it go again.</summary>
    private async Task TouchAsync()
    {
        if (desk.Known.Count == 0) return;
        (string log, string id) = _dice.Pick(desk.Known);
        Moment? start = _dice.Happens(0.5) ? Moment.From(clock.GetUtcNow()) + Seconds.FromMinutes(_dice.Below(2_400)) : null;
        string who = _dice.Pick(Branches.PeopleOf(log));
        ImmutableArray<AssignedRole> roles = start is not null && _dice.Happens(0.5) ? [] : [new AssignedRole(who.EndsWith("M1", StringComparison.Ordinal) ? "room" : "technician", who)];
        string? why = _dice.Happens(0.7) ? "the dispatcher" : null;
        bool pin = _dice.Happens(0.3);
        int act = _dice.Below(10);
        await SayAsync(log, () => act switch
        {
            < 6 => new AssignWork(id, false, roles, start, why, pin),
            < 7 => new UnassignWork(id, false, "the dispatcher"),
            < 9 => new PinWork(id, false, "the dispatcher"),
            _ => new UnpinWork(id, false, null),
        });
    }

    private Seconds Lifetime() => new(2 + _dice.Below(30));
}
