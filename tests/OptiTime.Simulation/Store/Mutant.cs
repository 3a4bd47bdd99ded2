namespace OptiTime.Simulation.Store;

/// <summary>A defect put into the store on purpose: the checks must catch each, or they prove nothing.</summary>
internal enum Mutant
{
    /// <summary>None.</summary>
    None,

    /// <summary>An append is taken whatever version it was decided on.</summary>
    NoVersionCheck,

    /// <summary>Guards on time are asked of the clock of the silo that sent the append.</summary>
    SiloClock,

    /// <summary>A confirmation touches no tour, and is taken whatever version it was decided on.</summary>
    DoubleConfirm,

    /// <summary>Answers are not kept: a retry is a new call.</summary>
    NoIdempotency,

    /// <summary>An append now and then is acknowledged and not written.</summary>
    LostEntry,

    /// <summary>The time a tour gives up stays occupied.</summary>
    DeactivationForgotten,

    /// <summary>Guards on time are asked of the time at which the statement began, not of that at which it had the version.</summary>
    GuardAtStatementStart,

    /// <summary>An append that comes again under its id is not recognised.</summary>
    AppendIdForgotten,

    /// <summary>Guards on time are asked of a clock that may have been set back behind the time the log has reached.</summary>
    GuardBehindTheLog,

    /// <summary>Of an append to several logs only the first is written.</summary>
    HalfWritten,
}
