using Npgsql;

namespace OptiTime.Deploy.Tests.Databases;

/// <summary>A question to a database, on a connection of its own.</summary>
internal static class Sql
{
    /// <summary>The first value of the answer.</summary>
    public static async Task<object?> AskAsync(string database, string question)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Asks until the answer is yes.</summary>
    public static async Task UntilAsync(string database, string question)
    {
        while (!(bool)(await AskAsync(database, question))!) await Task.Delay(TimeSpan.FromMilliseconds(20));
    }
}
