using OptiTime.Engine.Log;

namespace OptiTime.Storage.Sqlite;

/// <summary>Keeps ids that are unique in the company: those of sites and of resources.</summary>
/// <param name="writer">The writer.</param>
/// <param name="kind">The kind, which is also the name of its table.</param>
internal sealed class CompanyIds(Writer writer, string kind)
{
    private readonly Statement _find = writer.Prepare($"SELECT territory FROM {kind} WHERE id = ?1");
    private readonly Statement _put = writer.Prepare($"INSERT INTO {kind} (id, territory) VALUES (?1, ?2)");
    private readonly Statement _remove = writer.Prepare($"DELETE FROM {kind} WHERE id = ?1 AND territory = ?2");

    /// <summary>Gives ids of a territory back.</summary>
    internal void Remove(string territory, IEnumerable<string> ids)
    {
        foreach (string id in ids) _remove.Run(id, territory);
    }

    /// <summary>Takes ids for a territory.</summary>
    /// <returns>Null when they are its own now; otherwise the first that another has.</returns>
    internal IdTaken? Put(string territory, IEnumerable<string> ids)
    {
        foreach (string id in ids)
        {
            if (_find.Value(id) is not string holder) _put.Run(id, territory);
            else if (holder != territory) return new IdTaken(territory, kind, id, holder);
        }
        return null;
    }
}
