namespace OptiTime.Silo.Api.Demand;

/// <summary>Marks a call the silo makes to itself: nobody asked, so it is not counted.</summary>
internal sealed class Rehearsal
{
    private static readonly Rehearsal Mark = new();

    /// <summary>Marks a call.</summary>
    public static void Begin(HttpContext context) => context.Features.Set(Mark);

    /// <summary>Whether a call is one.</summary>
    public static bool Is(HttpContext context) => context.Features.Get<Rehearsal>() is not null;
}
