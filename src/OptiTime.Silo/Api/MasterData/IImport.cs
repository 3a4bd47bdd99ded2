namespace OptiTime.Silo.Api.MasterData;

/// <summary>What is imported in bulk: how lines become what is kept.</summary>
internal interface IImport<T> where T : class
{
    /// <summary>What is to be known by who would repeat an import.</summary>
    string Repeating => "each line is put in place of the one of its id, so that repeating an import does no harm";

    /// <summary>The id of a document; null where it has none before it is written.</summary>
    string? IdOf(T document);

    /// <summary>The same document under an id and in a territory, where the path names them.</summary>
    T Under(T document, string? id, string? territory);

    /// <summary>Writes many, each in place of the one of its id; each comes to its own end.</summary>
    IReadOnlyList<Task<Written<T>>> PutMany(IReadOnlyList<T> documents, CancellationToken stop);
}
