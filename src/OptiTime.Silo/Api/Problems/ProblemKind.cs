using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Problems;

/// <summary>A kind of problem: its stable name, its title and its status.</summary>
/// <param name="Name">The last part of its <c>type</c>, in lower-case words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The kind in a few words.</param>
internal sealed record ProblemKind(string Name, int Status, string Title)
{
    public static readonly ProblemKind MalformedBody = new("malformed-body", 400, "The body is not JSON");
    public static readonly ProblemKind InvalidBody = new("invalid-body", 400, "The body does not say what this call needs");
    public static readonly ProblemKind InvalidParameter = new("invalid-parameter", 400, "A parameter or header is not possible");
    public static readonly ProblemKind InvalidValue = new("invalid-value", 422, "A value is not possible");
    public static readonly ProblemKind LimitExceeded = new("limit-exceeded", 400, "A limit is exceeded");
    public static readonly ProblemKind BodyTooLarge = new("body-too-large", 413, "The body is too large");
    public static readonly ProblemKind MediaType = new("unsupported-media-type", 415, "The body is of a type this call does not take");
    public static readonly ProblemKind NoSuchPath = new("no-such-path", 404, "There is nothing here");
    public static readonly ProblemKind NoSuchMethod = new("no-such-method", 405, "The path does not take this method");
    public static readonly ProblemKind BadRequest = new("bad-request", 400, "The call cannot be understood");

    public static readonly ProblemKind NotFound = new("not-found", 404, "There is none of that id");
    public static readonly ProblemKind NotOnRecord = new("not-on-record", 404, "The log does not reach there");
    public static readonly ProblemKind Gone = new("gone", 410, "It has ended");
    public static readonly ProblemKind UnknownTerritory = new("unknown-territory", 422, "There is no such territory");
    public static readonly ProblemKind UnknownSite = new("unknown-site", 422, "There is no such site");
    public static readonly ProblemKind UnknownResource = new("unknown-resource", 422, "There is no such resource");
    public static readonly ProblemKind UnknownService = new("unknown-service", 422, "There is no such service");
    public static readonly ProblemKind UnknownCustomer = new("unknown-customer", 422, "There is no such customer");
    public static readonly ProblemKind UnknownBooking = new("unknown-booking", 422, "There is no such booking");
    public static readonly ProblemKind OutOfArea = new("out-of-area", 422, "No territory serves this place");

    public static readonly ProblemKind OfferForged = new("offer-forged", 400, "The offer was not made here or has been altered");
    public static readonly ProblemKind OfferExpired = new("offer-expired", 410, "The offer's time is over");
    public static readonly ProblemKind OfferUsed = new("offer-used", 409, "The offer was held before");
    public static readonly ProblemKind OfferTaken = new("offer-taken", 409, "The offer's place is taken");
    public static readonly ProblemKind ServiceChanged = new("service-changed", 409, "The service is no longer sold as it was offered");
    public static readonly ProblemKind CustomerMismatch = new("customer-mismatch", 422, "The offer was made to another customer");
    public static readonly ProblemKind ServiceMismatch = new("service-mismatch", 422, "The offer is for another service");
    public static readonly ProblemKind AlreadyConfirmed = new("already-confirmed", 409, "The hold has been confirmed");
    public static readonly ProblemKind AlreadyOver = new("already-over", 409, "The booking has been served");
    public static readonly ProblemKind NotConfirmed = new("not-confirmed", 409, "It is a hold, not a booking");
    public static readonly ProblemKind NotBroken = new("not-broken", 409, "The booking has its place");
    public static readonly ProblemKind HoldExpired = new("hold-expired", 410, "The hold's time is over");

    public static readonly ProblemKind Proposed = new("proposed", 409, "It keeps a place for a proposal");
    public static readonly ProblemKind ProposalOutdated = new("proposal-outdated", 409, "The proposal can not be done any more");
    public static readonly ProblemKind ProposalEnded = new("proposal-ended", 410, "The proposal has ended");
    public static readonly ProblemKind TooManyProposals = new("too-many-proposals", 409, "Too many proposals are open");
    public static readonly ProblemKind NeedsProposal = new("needs-proposal", 422, "Others must be called first");
    public static readonly ProblemKind NotPossible = new("not-possible", 409, "It cannot be done there");
    public static readonly ProblemKind NeedsOverride = new("needs-override", 409, "It can be done only with a reason");
    public static readonly ProblemKind Lent = new("lent", 409, "It is lent to another territory");
    public static readonly ProblemKind PlanContended = new("plan-contended", 409, "Others changed the plan faster");
    public static readonly ProblemKind VersionChanged = new("version-changed", 412, "It has changed since it was read");
    public static readonly ProblemKind AlreadyExists = new("already-exists", 409, "Something of that id is already there");
    public static readonly ProblemKind WouldBreakCommitments = new("would-break-commitments", 409, "What is held or booked would no longer be possible");
    public static readonly ProblemKind KeyReused = new("idempotency-key-reused", 422, "The Idempotency-Key was used with another request");

    public static readonly ProblemKind Busy = new("busy", 503, "Too much is waiting");
    public static readonly ProblemKind Unavailable = new("unavailable", 503, "The store cannot take it now");
    public static readonly ProblemKind NotReady = new("not-ready", 503, "Others should be sent the work");
    public static readonly ProblemKind OutcomeUnknown = new("outcome-unknown", 503, "Whether it was done is not known");
    public static readonly ProblemKind Internal = new("internal-error", 500, "Something went wrong on our side");

    /// <summary>A problem of this kind.</summary>
    /// <param name="detail">What went wrong this time.</param>
    /// <param name="errors">The fields at fault.</param>
    public Problem With(string detail, IReadOnlyList<FieldError>? errors = null) =>
        new() { Type = "urn:optitime:problem:" + Name, Title = Title, Status = Status, Detail = detail, Errors = errors };

    /// <summary>A problem of this kind with one field.</summary>
    public Problem At(string field, string? value, string message, string? remedy = null) => With(
        remedy is null ? message : $"{message} {remedy}",
        [new FieldError { Field = field, Value = Strictness.Faults.Shorten(value), Message = message, Remedy = remedy }]);
}
