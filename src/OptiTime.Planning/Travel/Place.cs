namespace OptiTime.Planning.Travel;

/// <summary>
/// A place of a plan under an opaque id. The log knows only the id; the coordinates stand in the place table and may be erased with
/// the customer, after which the plan keeps its recorded legs and nothing new is planned next to the place.
/// </summary>
/// <param name="Id">Opaque id, 1 to 64 characters.</param>
/// <param name="Location">Where it is; null once erased.</param>
/// <param name="Customer">The customer with whom it is erased; null for none, and always null when read back.</param>
public sealed record Place(string Id, Location? Location, string? Customer = null);
