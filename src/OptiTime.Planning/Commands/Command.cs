using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Commands;

/// <summary>Something a caller wants a log to take. Either becomes changes, or is refused and changes nothing.</summary>
public abstract record Command;

/// <summary>Create the territory or change what it is.</summary>
/// <param name="Settings">The territory as it is to be.</param>
/// <param name="IfVersion">Only if it was last defined at this version; 0: only if it is new; null: in any case.</param>
public sealed record DefineTerritory(TerritorySettings Settings, long? IfVersion) : Command;

/// <summary>Create a site or change what it is.</summary>
/// <param name="Site">The site as it is to be.</param>
/// <param name="IfVersion">Only if it was last defined at this version; 0: only if it is new; null: in any case.</param>
public sealed record PutSite(Site Site, long? IfVersion) : Command;

/// <summary>Remove a site where nothing stands and nothing is booked.</summary>
/// <param name="Id">The site.</param>
/// <param name="IfVersion">Only if it was last defined at this version; null: in any case.</param>
public sealed record RemoveSite(string Id, long? IfVersion) : Command;

/// <summary>Create a resource or change what it is. Refused when what is booked on it would no longer be possible.</summary>
/// <param name="Resource">The resource as it is to be.</param>
/// <param name="Home">Where its tours begin and end; for a mobile resource.</param>
/// <param name="IfVersion">Only if it was last defined at this version; 0: only if it is new; null: in any case.</param>
public sealed record PutResource(Resource Resource, Place? Home, long? IfVersion) : Command;

/// <summary>Remove a resource on which nothing is held or booked.</summary>
/// <param name="Id">The resource.</param>
/// <param name="IfVersion">Only if it was last defined at this version; null: in any case.</param>
public sealed record RemoveResource(string Id, long? IfVersion) : Command;

/// <summary>Reserve an offer on every resource it needs, until a time.</summary>
/// <param name="Id">The id of the commitment to be.</param>
/// <param name="Terms">The offer.</param>
/// <param name="TimeToLive">How long it is held. 1 s to 1 h.</param>
public sealed record PlaceHold(string Id, OfferTerms Terms, Seconds TimeToLive) : Command
{
    /// <summary>The booking that the offer would give another place, where others must be asked for that; null where the offer is somebody new's.</summary>
    public string? Reschedules { get; init; }
}

/// <summary>Give a hold back.</summary>
/// <param name="Id">The commitment.</param>
/// <param name="Reason">Why, if the caller says so.</param>
public sealed record ReleaseHold(string Id, string? Reason) : Command;

/// <summary>End every hold whose time is over. Sent by the planner's host, not by callers.</summary>
public sealed record ExpireHolds : Command;

/// <summary>Who confirms or books.</summary>
/// <param name="Id">The customer's id; null when only a tier is known.</param>
/// <param name="Tier">The customer's tier; null for none.</param>
public sealed record Confirmer(string? Id, string? Tier);

/// <summary>Turn a hold into a booking.</summary>
/// <param name="Id">The commitment.</param>
/// <param name="By">Who confirms; null for the customer the offer was made to.</param>
/// <param name="ExternalReference">The caller's reference; null to keep the one of the request.</param>
public sealed record ConfirmHold(string Id, Confirmer? By, string? ExternalReference) : Command;

/// <summary>Hold and confirm in one.</summary>
/// <param name="Id">The id of the commitment to be.</param>
/// <param name="Terms">The offer.</param>
/// <param name="By">Who books; null for the customer the offer was made to.</param>
/// <param name="ExternalReference">The caller's reference; null to keep the one of the request.</param>
public sealed record Book(string Id, OfferTerms Terms, Confirmer? By, string? ExternalReference) : Command;

/// <summary>Move a booking to another offer: the old place is left and the new one taken in one append, or nothing changes.</summary>
/// <param name="Id">The commitment.</param>
/// <param name="Terms">The offer, made for the same service.</param>
/// <param name="Reason">Why, if the caller says so.</param>
public sealed record RescheduleBooking(string Id, OfferTerms Terms, string? Reason = null) : Command;

/// <summary>Call a booking off.</summary>
/// <param name="Id">The commitment.</param>
/// <param name="Reason">Why, if the caller says so.</param>
public sealed record CancelBooking(string Id, string? Reason) : Command;

/// <summary>Let the board's days follow the calendar. Sent by the planner's host, not by callers.</summary>
public sealed record AdvanceHorizon : Command;

/// <summary>Create a service or change what it is (catalogue).</summary>
/// <param name="Service">The service as it is to be.</param>
/// <param name="IfVersion">Only if it was last defined at this version; 0: only if it is new; null: in any case.</param>
public sealed record PutService(Service Service, long? IfVersion) : Command;

/// <summary>Stop selling a service (catalogue). What was sold stays.</summary>
/// <param name="Id">The service.</param>
/// <param name="IfVersion">Only if it was last defined at this version; null: in any case.</param>
public sealed record RemoveService(string Id, long? IfVersion) : Command;
