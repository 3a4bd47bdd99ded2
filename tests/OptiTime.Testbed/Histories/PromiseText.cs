using System.Globalization;

namespace OptiTime.Testbed.Histories;

/// <summary>What a customer is told, written down so that an answer and the log can be compared. The planned start is not in it: it may slide.</summary>
public static class PromiseText
{
    /// <summary>A promise and who keeps it.</summary>
    public static string Of(DateTimeOffset from, DateTimeOffset to, IEnumerable<(string Role, string Resource, int Unit)> players) =>
        string.Create(CultureInfo.InvariantCulture, $"{from.UtcDateTime:s}/{to.UtcDateTime:s} by ")
        + string.Join(", ", players.Select(player => $"{player.Role} {player.Resource}/{player.Unit}"));
}
