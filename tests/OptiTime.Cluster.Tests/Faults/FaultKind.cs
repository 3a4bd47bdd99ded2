namespace OptiTime.Cluster.Tests.Faults;

/// <summary>What can go wrong with processes and the ways between them.</summary>
internal enum FaultKind
{
    /// <summary>A silo is killed and started again.</summary>
    SiloKilled,

    /// <summary>A silo stands still for longer than a short hold lives.</summary>
    SiloStopped,

    /// <summary>A silo is asked to end, and started again.</summary>
    SiloDrained,

    /// <summary>The database server is killed and started again.</summary>
    DatabaseKilled,

    /// <summary>Every connection of a silo to the database is cut.</summary>
    LinkCut,

    /// <summary>A silo cannot reach the database for a while.</summary>
    LinkClosed,

    /// <summary>A silo's words to and from the database take long.</summary>
    LinkSlow,

    /// <summary>A silo's words reach the database only when the fault is over.</summary>
    LinkSilent,

    /// <summary>The reply of the database to an append is lost.</summary>
    ReplyLost,
}
