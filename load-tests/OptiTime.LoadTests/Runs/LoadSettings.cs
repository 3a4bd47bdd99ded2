namespace OptiTime.LoadTests.Runs;

/// <summary>A load as it was asked for.</summary>
/// <param name="Plan">How much for how long.</param>
/// <param name="Connections">The most connections to one silo.</param>
/// <param name="Offers">How many offers are asked for; null for the API's own number.</param>
/// <param name="Services">The services asked for; empty for all.</param>
/// <param name="IsQuick">Whether it is only to be seen that everything works.</param>
internal sealed record LoadSettings(LoadPlan Plan, int Connections, int? Offers, IReadOnlyList<string> Services, bool IsQuick);
