using System.Collections.Immutable;
using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Simulation.Company;
using OptiTime.Simulation.Silos;

namespace OptiTime.Simulation.Callers;

/// <summary>
/// Somebody at a telephone: asks, holds, thinks, confirms or not, books at once, moves and calls off, at any silo - and says it again at
/// another, under the same key, when no answer came.
/// </summary>
internal sealed partial class Caller(Desk desk, Surroundings around, TimeProvider clock)
{
    private const int Patience = 4;
    private const int CalendarFull = 40;

    // What a dispatcher does takes as long to decide as a hundred bookings: on most days there is little of it, so that there is time for those.
    private const double SeldomDispatched = 0.03;

    private readonly Chance.Dice _dice = around.Dice;

    /// <summary>Calls until the desk closes.</summary>
    internal async Task RunAsync()
    {
        while (!desk.IsClosing)
        {
            await ThinkAsync(10, 400);
            int mood = _dice.Below(100);
            if (mood < 13 && !desk.IsRoughDay && !_dice.Happens(SeldomDispatched)) mood = 13 + _dice.Below(87);
            await (mood switch { < 3 => DisturbAsync(), < 8 => NegotiateAsync(), < 10 => AnswerAsync(), < 13 => TouchAsync(), _ => CallAsync(mood + Math.Max(0, desk.Known.Count - CalendarFull)) });
        }
    }

    private Task CallAsync(int mood) =>
        mood switch { < 14 => RepriceAsync(), < 62 => BookAsync(), < 70 => RescheduleAsync(), < 80 => MeddleAsync(), _ => CancelAsync() };

    private Task ThinkAsync(double least, double most) => Task.Delay(_dice.Milliseconds(least, most), clock);

    private async Task BookAsync()
    {
        string territory = _dice.Pick(desk.Territories);
        Service service = _dice.Pick(Branches.Services);
        ImmutableArray<FoundOffer> offers = await SearchAsync(territory, service, null);
        if (offers.IsEmpty) await CancelAsync();
        for (int wanted = 1 + _dice.Below(3); wanted > 0 && !offers.IsEmpty; wanted--)
        {
            OfferTerms terms = Terms(_dice.Pick(offers), service);
            if (_dice.Happens(0.7)) await HoldAsync(territory, terms);
            else await SayAsync(territory, () => new Book(desk.NewName("C"), terms, null, null));
        }
    }

    /// <summary>Holds, thinks for shorter or longer than the hold lives, and confirms or gives back - or forgets.</summary>
    private async Task HoldAsync(string territory, OfferTerms terms)
    {
        Seconds lives = new(2 + _dice.Below(_dice.Happens(0.8) ? 4 : 30));
        CommandReply? reply = await SayAsync(territory, () => new PlaceHold(desk.NewName("C"), terms, lives));
        if (reply is not Accepted { Answer.Commitment.Id: var id }) return;
        // Some decide at the very last moment.
        if (_dice.Happens(0.3)) await ThinkAsync((lives.Value * 1_000) - 300, (lives.Value * 1_000) + 300);
        else await ThinkAsync(0, 800);
        int mood = _dice.Below(10);
        if (mood < 6) await SayAsync(territory, () => new ConfirmHold(id, null, null));
        else if (mood < 8) await SayAsync(territory, () => new ReleaseHold(id, null));
    }

    private async Task RescheduleAsync()
    {
        if (desk.Known.Count == 0) return;
        (string territory, string id) = _dice.Pick(desk.Known);
        Service service = _dice.Pick(Branches.Services);
        ImmutableArray<FoundOffer> offers = await SearchAsync(territory, service, id);
        if (offers.IsEmpty) return;
        OfferTerms terms = Terms(_dice.Pick(offers), service);
        await SayAsync(territory, () => new RescheduleBooking(id, terms));
    }

    private async Task CancelAsync()
    {
        if (desk.Known.Count == 0) return;
        (string Log, string Id) known = _dice.Pick(desk.Known);
        CommandReply? reply = await SayAsync(known.Log, () => new CancelBooking(known.Id, null));
        if (reply is Accepted or Refused { Refusal.Code: RefusalCode.UnknownCommitment }) desk.Known.Remove(known);
    }

    /// <summary>Confirms or gives back what somebody else may be confirming or giving back.</summary>
    private async Task MeddleAsync()
    {
        if (desk.Known.Count == 0) return;
        (string log, string id) = desk.Known[Math.Max(0, desk.Known.Count - 1 - _dice.Below(6))];
        await SayAsync(log, () => _dice.Happens(0.7) ? new ConfirmHold(id, null, null) : new ReleaseHold(id, null));
    }

    /// <summary>Changes a price: what silos decide on the old catalogue then fails its guard.</summary>
    private async Task RepriceAsync()
    {
        Service service = _dice.Pick(Branches.Services) with { Price = new Money(9_000 + _dice.Below(1_000)) };
        await SayAsync(Catalogue.LogName, () => new PutService(service, null));
    }

    private async Task<ImmutableArray<FoundOffer>> SearchAsync(string territory, Service service, string? ignoring, ImpactAllowed impact = ImpactAllowed.None)
    {
        Moment now = Moment.From(clock.GetUtcNow());
        Moment from = now + Seconds.FromHours(_dice.Below(30));
        // Who has a few hours only is the sooner in somebody's way.
        Seconds time = Seconds.FromHours(impact == ImpactAllowed.None ? 14 : 2 + _dice.Below(4));
        Location? at = service.Promise.IsExact ? null : _dice.Pick(Branches.Homes);
        var query = new SearchQuery(
            service, at, new Interval(from, from + time), [], [], [], Spared(territory, service), [], ignoring, impact, 8, 100_000)
        {
            Catalogue = impact == ImpactAllowed.None ? null : Branches.Catalogue,
            Lenders = SlotSearch.MayBorrow(service) ? [.. desk.Territories.Where(other => other != territory)] : [],
        };
        SearchReply? reply = await _dice.Pick(desk.Silos).SearchAsync(territory, query);
        return reply?.Result?.Offers ?? [];
    }

    /// <summary>Who is not to come: now and then the territory's own expert, so that the other's is lent.</summary>
    private ImmutableArray<string> Spared(string territory, Service service) =>
        SlotSearch.MayBorrow(service) && desk.Territories.Count > 1 && _dice.Happens(0.6) ? [Branches.ExpertOf(territory)] : [];

    private UrgentTerms TermsOf(Service service, string territory)
    {
        bool isAtSite = service.Promise.IsExact;
        Place? place = isAtSite ? null : new Place("at-" + desk.NewName("U"), _dice.Pick(Branches.Homes));
        return new UrgentTerms("anna", null, null, place, isAtSite ? Branches.SiteOf(territory) : null, new ResourceWishes([], []));
    }

    private OfferTerms Terms(FoundOffer offer, Service service)
    {
        string name = desk.NewName("O");
        Place? place = service.Promise.IsExact ? null : new Place("at-" + name, _dice.Pick(Branches.Homes));
        Seconds valid = new(_dice.Happens(0.1) ? 3 : 900);
        return new OfferTerms(name, service.Id, "anna", null, null, place, offer.Steps, offer.Price, Moment.From(clock.GetUtcNow()) + valid)
        {
            Displaces = offer.Displaces,
            Moves = offer.Displaces.IsEmpty ? [.. offer.Moved.Select(move => move.Commitment)] : [],
        };
    }

    /// <summary>Says something until it is answered, each time to any silo; without a key only once. Now and then to two at the same time.</summary>
    private async Task<CommandReply?> SayAsync(string log, Func<Command> make)
    {
        Idempotency? key = _dice.Happens(0.8) ? new Idempotency(new IdempotencyKey("callers", desk.NewName("K")), [1]) : null;
        for (int tries = 1; ; tries++)
        {
            CommandReply? reply = key is not null && _dice.Happens(0.06)
                ? await SayTwiceAsync(log, make, key)
                : await _dice.Pick(desk.Silos).SendAsync(new Call(log, make(), key));
            if (reply is Accepted { Answer: { Commitment: { } commitment, Created: true } }) Learn(log, commitment.Id);
            if (reply is Accepted or Refused) return reply;
            if (tries < Patience && key is not null) await ThinkAsync(50, 500);
            else
            {
                if (key is not null) desk.Open.Add(new OpenQuestion(log, make, key));
                return reply;
            }
        }
    }

    private async Task<CommandReply?> SayTwiceAsync(string log, Func<Command> make, Idempotency key)
    {
        CommandReply?[] replies = await Task.WhenAll(
            _dice.Pick(desk.Silos).SendAsync(new Call(log, make(), key)), _dice.Pick(desk.Silos).SendAsync(new Call(log, make(), key)));
        return replies.FirstOrDefault(reply => reply is Accepted) ?? replies[0];
    }

    private void Learn(string log, string id)
    {
        if (!desk.Known.Contains((log, id))) desk.Known.Add((log, id));
    }
}
