using System.CommandLine;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Commands;

/// <summary>The two ways to say where plans are kept: a directory, or a database that many silos share.</summary>
/// <param name="purpose">What is done there, in a sentence.</param>
/// <param name="byDefault">The directory where neither is said.</param>
internal sealed class PlansOptions(string purpose, string byDefault = PlansOptions.DefaultData)
{
    /// <summary>Where plans are kept unless told otherwise.</summary>
    internal const string DefaultData = "./data";

    private readonly Option<string?> _data = new("--data") { Description = $"{purpose} in this directory. [default: {byDefault}]", HelpName = "DIR" };

    private readonly Option<string?> _store = new("--store")
    {
        Description = $"{purpose} in this PostgreSQL database instead: Host=…;Database=…;Username=…. May come from the variable {StoreAddress.Variable}, which keeps its password off the command line.",
        HelpName = "CONNECTION",
    };

    /// <summary>Lets a command take them; together they are refused.</summary>
    internal void AddTo(Command command)
    {
        command.Add(_data);
        command.Add(_store);
        _store.Validators.Add(result =>
        {
            if (!StoreAddress.TryOnServer(result.GetValueOrDefault<string>() ?? "", out _, out string? fault)) result.AddError($"--store: {fault}");
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(_data) is not null && result.GetResult(_store) is not null)
                result.AddError("Keep plans either in a directory (--data) or in a database (--store).");
        });
    }

    /// <summary>Whether one of them was given.</summary>
    internal bool AreGivenTo(System.CommandLine.Parsing.CommandResult result) => result.GetResult(_data) is not null || result.GetResult(_store) is not null;

    /// <summary>Where plans are kept: as the command line says, else the environment, else the default.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="directory">The directory where nothing is said; null for the usual one.</param>
    /// <exception cref="InvalidDataException">The environment says what is no database.</exception>
    internal StoreAddress Read(ParseResult parsed, string? directory = null)
    {
        if (parsed.GetValue(_store) is { } connection) return StoreAddress.OnServer(connection);
        if (parsed.GetValue(_data) is { } data) return StoreAddress.InDirectory(data);
        if (Environment.GetEnvironmentVariable(StoreAddress.Variable) is not { Length: > 0 } variable) return StoreAddress.InDirectory(directory ?? byDefault);
        return StoreAddress.TryOnServer(variable, out StoreAddress? address, out string? fault)
            ? address
            : throw new InvalidDataException($"{StoreAddress.Variable}: {fault}");
    }
}
