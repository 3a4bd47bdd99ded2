using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using OptiTime.Silo.Commands.Import;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Commands;

/// <summary><c>optitime load FILE...</c>: master data from files.</summary>
internal static class LoadCommand
{
    private const int RejectsTold = 50;

    private const string Lesson =
        """
        Each line of a file is one object, whose only key says what it is and whose value is what the API takes:

          {"territory":{"id":"rhone","name":"Lyon","zone":"Europe/Paris","currency":"EUR","centre":{"lat":45.76,"lon":4.84},"radiusMetres":60000}}
          {"site":{...}}  {"service":{...}}  {"resource":{...}}  {"customer":{...}}

        Lines are taken in their order; loading a file twice gives the same as loading it once. A line that is rejected is told with its number and its reason, the others are loaded, and the exit code is 1.

        Examples:
          optitime load company.ndjson                              into the plans in ./data
          optitime load a.ndjson b.ndjson --data /var/lib/optitime
          optitime load a.ndjson --urls http://127.0.0.1:5080       into a silo that is running
        """;

    internal static Command Create()
    {
        var files = new Argument<FileInfo[]>("FILE") { Description = "NDJSON files, in the order in which they are loaded.", Arity = ArgumentArity.OneOrMore };
        files.Validators.Add(result =>
        {
            foreach (Token file in result.Tokens.Where(file => !File.Exists(file.Value))) result.AddError($"There is no file '{file.Value}'. Name files that are there, NDJSON.");
        });
        var plans = new PlansOptions("Load into the plans");
        var urls = new Option<string?>("--urls") { Description = "Load into the silo that listens there instead.", HelpName = "URL" };
        urls.Validators.Add(SharedOptions.RequireHttp);
        var command = new TaughtCommand("load", "Load master data from NDJSON files.", Lesson) { files, urls };
        plans.AddTo(command);
        command.Validators.Add(parsed =>
        {
            if (plans.AreGivenTo(parsed) && parsed.GetResult(urls) is not null)
                parsed.AddError("Load either into a directory (--data), into a database (--store) or into a running silo (--urls).");
        });
        command.SetAction((parsed, stop) => Failure.ReportAsync(
            () => RunAsync(parsed.GetRequiredValue(files), plans.Read(parsed), parsed.GetValue(urls), stop), stop));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo[] files, StoreAddress plans, string? url, CancellationToken stop)
    {
        if (url is not null) return await LoadAsync(files, Address.ToCall(url), stop);
        await using RunningSilo silo = await RunningSilo.StartAsync(new SiloOptions { Urls = Address.AnyFree, Plans = plans }, quiet: true, stop);
        await silo.OpenedAsync(stop);
        return await LoadAsync(files, silo.Address, stop);
    }

    private static async Task<int> LoadAsync(FileInfo[] files, Uri address, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        var sender = new MasterDataSender(http, TimeProvider.System);
        var tally = new ImportTally(RejectsTold);
        foreach (FileInfo file in files)
        {
            await Screen.ProgressAsync(file.Name, async report =>
            {
                await foreach (ImportBatch batch in MasterDataFile.ReadAsync(file, tally, stop))
                {
                    await sender.SendAsync(batch, tally, stop);
                    report(batch.Share, string.Create(CultureInfo.InvariantCulture, $"{batch.LastLine:N0} lines"));
                }
                return tally;
            });
        }
        foreach (string reject in tally.Told) Console.Error.WriteLine(reject);
        if (tally.Untold > 0) Console.Error.WriteLine($"... and {tally.Untold} more rejected lines.");
        Screen.Line(string.Create(CultureInfo.InvariantCulture, $"{tally.Created:N0} created, {tally.Replaced:N0} replaced, {tally.Rejected:N0} rejected."));
        return tally.Rejected == 0 ? Failure.None : Failure.Some;
    }
}
