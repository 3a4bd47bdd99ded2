namespace OptiTime.Silo.Hosting;

/// <summary>Tells the operator what went wrong in the background: callers notice nothing of it.</summary>
internal sealed partial class OptimizerFaults(ILogger<OptimizerFaults> log)
{
    /// <summary>Tells of a search for a cheaper plan that went wrong.</summary>
    public void Tell(string territory, Exception fault) => LogFault(fault, territory);

    [LoggerMessage(60, LogLevel.Warning, "The plan of {Territory} could not be optimised; it stays as it is and is tried again in a moment.")]
    private partial void LogFault(Exception fault, string territory);
}
