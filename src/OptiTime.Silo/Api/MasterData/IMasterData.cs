using System.Text.Json.Serialization.Metadata;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>A document with the version that last defined it.</summary>
internal sealed record Versioned<T>(T Document, long Version);

/// <summary>What a write of a document came to; with the name it was given, where it has no id of its own.</summary>
internal sealed record Written<T>(T Document, long Version, bool IsNew, bool IsReplayed, string? Name = null);

/// <summary>A page of documents, and the cursor of the next one; null when there is none.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>One kind of master data: where it is kept, and how documents become what is kept.</summary>
internal interface IMasterData<T> : IImport<T> where T : class
{
    /// <summary>What one is called, in words.</summary>
    string Noun { get; }

    /// <summary>How a document is written.</summary>
    JsonTypeInfo<T> Type { get; }

    /// <summary>How a page is written.</summary>
    JsonTypeInfo<ItemList<T>> ListType { get; }

    /// <summary>A page of them.</summary>
    /// <exception cref="Problems.ProblemException">The cursor is none of this list.</exception>
    ValueTask<Page<T>> ListAsync(string? territory, string? cursor, int limit, CancellationToken stop);

    /// <summary>The one of an id; null when there is none.</summary>
    ValueTask<Versioned<T>?> FindAsync(string id, CancellationToken stop);

    /// <summary>Writes one in place of the one of its id.</summary>
    /// <param name="document">The document, with its id.</param>
    /// <param name="ifVersion">Only if it is at this version, 0 for not there; null for any.</param>
    /// <param name="key">The caller's key; null for none.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="Problems.ProblemException">It is not possible.</exception>
    ValueTask<Written<T>> PutAsync(T document, long? ifVersion, Idempotency? key, CancellationToken stop);

    /// <inheritdoc/>
    IReadOnlyList<Task<Written<T>>> IImport<T>.PutMany(IReadOnlyList<T> documents, CancellationToken stop) =>
        [.. documents.Select(document => PutAsync(document, null, null, stop).AsTask())];

    /// <summary>Takes one away; false when there is none.</summary>
    /// <exception cref="Problems.ProblemException">It is not possible.</exception>
    ValueTask<bool> RemoveAsync(string id, long? ifVersion, Idempotency? key, CancellationToken stop);
}
