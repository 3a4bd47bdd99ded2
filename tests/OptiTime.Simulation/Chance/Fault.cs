namespace OptiTime.Simulation.Chance;

/// <summary>What goes wrong. Each is counted when it happens, not when it could have.</summary>
internal enum Fault
{
    /// <summary>A call does not reach the silo.</summary>
    CallLost,

    /// <summary>The silo's answer does not reach the caller.</summary>
    AnswerLost,

    /// <summary>An append does not reach the store, and the silo cannot know.</summary>
    AppendLost,

    /// <summary>An append is written, and the reply is lost.</summary>
    ReplyLost,

    /// <summary>The silo has given an append up when it arrives.</summary>
    AppendLate,

    /// <summary>An append arrives twice.</summary>
    AppendTwice,

    /// <summary>An append, a read or a reply takes much longer than usual.</summary>
    Delay,

    /// <summary>An append waits in the store until somebody else lets go of the version.</summary>
    LockWait,

    /// <summary>The connection to the store breaks before anything was sent.</summary>
    Unreachable,

    /// <summary>A silo dies, with all that is in its memory.</summary>
    SiloCrash,

    /// <summary>A silo stands still for a while, often longer than a hold lives.</summary>
    SiloPause,

    /// <summary>A silo's clock is set to another time.</summary>
    ClockJump,

    /// <summary>The store goes down and comes back.</summary>
    StoreDown,

    /// <summary>Another machine takes the store's place, with a clock that is behind.</summary>
    FailOver,
}
