using OptiTime.Planning.Time;

namespace OptiTime.Storage.Rows;

/// <summary>The limits every store keeps.</summary>
internal static class StoreLimits
{
    /// <summary>The most rows a list gives at once.</summary>
    internal const int ListPage = 1_000;

    /// <summary>How many entries of a log are read at once: a follower that reads slowly keeps no transaction open.</summary>
    internal const int EntryPage = 256;

    /// <summary>The most old answers one append throws away, so that no append pays for a quiet weekend.</summary>
    internal const int PurgedAnswers = 256;

    /// <summary>How long answers are kept.</summary>
    internal static readonly Seconds AnswersKept = Seconds.FromHours(48);
}
