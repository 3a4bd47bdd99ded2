using Microsoft.Data.Sqlite;

namespace OptiTime.Storage.Sqlite;

/// <summary>A prepared statement of one connection. Values are bound in the order of <c>?1</c>, <c>?2</c>, ...</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    /// <summary>Prepares a statement.</summary>
    internal Statement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (int number = 1; sql.Contains($"?{number}", StringComparison.Ordinal); number++)
            _command.Parameters.Add(new SqliteParameter($"?{number}", null));
        _command.Prepare();
    }

    /// <summary>Runs it.</summary>
    /// <returns>How many rows it changed.</returns>
    internal int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>The rows it finds; to be disposed before it runs again.</summary>
    internal SqliteDataReader Rows(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    /// <summary>The first value of the first row; null when there is no row, or that value is null.</summary>
    internal object? Value(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (int index = 0; index < values.Length; index++) _command.Parameters[index].Value = values[index] ?? DBNull.Value;
    }
}
