using System.Globalization;
using OptiTime.Planning.Boards;

namespace OptiTime.Silo.Api.Freshness;

/// <summary>Why a board may not be the newest.</summary>
/// <param name="Seconds">How long ago it was last known to be.</param>
/// <param name="Why">Why, in a sentence.</param>
internal readonly record struct Staleness(long Seconds, string Why)
{
    /// <summary>What is to be said of a board; null when it is the newest as far as anybody knows.</summary>
    /// <param name="board">The board.</param>
    /// <param name="freshness">What its planner says of it.</param>
    /// <param name="asked">The version the caller wants at the least; null for any.</param>
    public static Staleness? Of(Board board, Engine.Planners.Freshness freshness, long? asked)
    {
        bool isBehind = asked > board.Version;
        if (!freshness.IsStale && !isBehind) return null;
        var seconds = (long)freshness.Age.TotalSeconds;
        string plan = $"The plan of '{board.Settings.Id}'";
        return new Staleness(seconds, freshness switch
        {
            { Halted: { } halted } => $"{plan} stands still at version {board.Version}: {halted}",
            { IsStale: true } => string.Create(CultureInfo.InvariantCulture, $"{plan} was last known to be the newest {seconds} s ago, before the store went out of reach."),
            _ => string.Create(CultureInfo.InvariantCulture, $"{plan} stands at version {board.Version} here, and version {asked} has not arrived yet."),
        });
    }
}
