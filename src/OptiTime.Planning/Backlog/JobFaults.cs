using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search.Groups;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Backlog;

/// <summary>What is wrong with a job that is to be taken on.</summary>
internal static class JobFaults
{
    /// <summary>The first fault of a job; null when it can be taken on.</summary>
    internal static Refusal? Find(Board board, Service service, JobTerms terms, Moment now)
    {
        if (OfWhere(board, service, terms.Place, terms.Site) is { } misplaced) return misplaced;
        Seconds room = terms.Between.To - Moment.Max(terms.Between.From, now), work = LeastTime(service);
        return room < work ? Refusal.Invalid("due", $"Leaves {room} for {work} of work.", "Send a later 'due', or an earlier 'earliest'.") : null;
    }

    /// <summary>What is wrong with where a service is wanted; null for nothing.</summary>
    internal static Refusal? OfWhere(Board board, Service service, Place? place, string? site)
    {
        bool isAtCustomer = service.Steps.Any(step => GroupSearch.PlaceOf(step) == RolePlace.Customer);
        bool isAtSite = service.Steps.Any(step => GroupSearch.PlaceOf(step) == RolePlace.Site);
        if ((place is not null) != isAtCustomer)
            return isAtCustomer ? Refusal.Invalid("location", $"Service '{service.Id}' is done at a place.", "Send lat and lon, or a customer with a location.")
                : Refusal.Invalid("location", $"Service '{service.Id}' is not done at the customer's.", "Leave lat and lon out.");
        if ((site is not null) != isAtSite)
            return isAtSite ? Refusal.Invalid("location", $"Service '{service.Id}' is done at a site.", "Name it as location.site.")
                : Refusal.Invalid("location", $"Service '{service.Id}' is not done at a site.", "Leave the site out.");
        if (site is not null && !board.Sites.ContainsKey(site))
            return Refusal.At(RefusalCode.UnknownSite, "location.site", $"There is no site '{site}' in territory '{board.Settings.Id}'.", $"GET /v1/territories/{board.Settings.Id}/sites lists them.");
        return site is not null && !service.Sites.IsEmpty && !service.Sites.Contains(site)
            ? Refusal.Invalid("location.site", $"Service '{service.Id}' is not given at '{site}'.", $"Send one of: {string.Join(", ", service.Sites)}.") : null;
    }

    /// <summary>The least time from the beginning of a service to its end: its steps with the lags between them, and the nights where a step waits for the next working day.</summary>
    internal static Seconds LeastTime(Service service)
    {
        // The shortest day is the one on which clocks are put forward.
        Seconds day = Seconds.FromHours(23), sum = Seconds.Zero, before = Seconds.Zero;
        foreach (ServiceStep step in service.Steps)
        {
            Seconds lag = step.MinimumLag;
            if (step.Follows is { NextWorkingDay: true } && day - before > lag) lag = day - before;
            (sum, before) = (sum + lag + step.Duration, step.Duration);
        }
        return sum;
    }
}
