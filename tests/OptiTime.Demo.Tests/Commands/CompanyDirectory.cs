using Microsoft.Data.Sqlite;
using OptiTime.Testbed.Silos;

namespace OptiTime.Demo.Tests.Commands;

/// <summary>A data directory of its own, gone at the end.</summary>
public sealed class CompanyDirectory : IDisposable
{
    /// <summary>Six technicians, three rooms, two services, twenty customers.</summary>
    public static string Company { get; } = Path.Combine(AppContext.BaseDirectory, "Commands", "company.ndjson");

    public string Name { get; } = Directory.CreateTempSubdirectory("optitime-program-").FullName;

    /// <summary>Loads the company with the program itself.</summary>
    public async Task LoadAsync()
    {
        (int code, string written) = await OptiTimeProcess.RunAsync("load", Company, "--data", Name);
        code.ShouldBe(0, written);
    }

    /// <summary>Changes the database behind the program's back.</summary>
    public int Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Name, "optitime.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    public void Dispose() => Directory.Delete(Name, recursive: true);
}
