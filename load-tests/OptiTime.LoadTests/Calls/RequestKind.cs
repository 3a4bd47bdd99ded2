namespace OptiTime.LoadTests.Calls;

/// <summary>What is asked of a silo; each is measured by itself.</summary>
internal enum RequestKind
{
    /// <summary>Can you come? <c>POST /v1/availability</c>.</summary>
    Availability,

    /// <summary>An offer is reserved: <c>POST /v1/holds</c>.</summary>
    Hold,

    /// <summary>The reservation becomes a booking: <c>POST /v1/holds/{id}/confirm</c>.</summary>
    Confirm,

    /// <summary>The caller does not want it after all: <c>DELETE /v1/holds/{id}</c>.</summary>
    Release,

    /// <summary>A booking is called off: <c>DELETE /v1/bookings/{id}</c>.</summary>
    Cancel,
}
