using System.CommandLine;

namespace OptiTime.Silo.Commands;

/// <summary><c>optitime serve</c>: a silo until it is stopped.</summary>
internal static class ServeCommand
{
    private const string Lesson =
        """
        Examples:
          optitime serve
          optitime serve --urls http://127.0.0.1:8080 --data /var/lib/optitime
        """;

    internal static Command Create()
    {
        Option<string> urls = SharedOptions.Urls();
        Option<string?> data = SharedOptions.Data($"Where the plans are kept; made when missing. [default: {SharedOptions.DefaultData}]");
        Option<bool> anonymous = SharedOptions.AllowAnonymous();
        var command = new TaughtCommand("serve", "Serve the API from the plans in a directory until stopped.", Lesson) { urls, data, anonymous };
        command.SetAction((parsed, stop) => Failure.ReportAsync(
            () => RunAsync(new SiloOptions
            {
                Urls = parsed.GetRequiredValue(urls),
                DataDirectory = parsed.GetValue(data) ?? SharedOptions.DefaultData,
                AllowAnonymousAnywhere = parsed.GetValue(anonymous),
            }, stop), stop));
        return command;
    }

    private static async Task<int> RunAsync(SiloOptions options, CancellationToken stop)
    {
        await using RunningSilo silo = await RunningSilo.StartAsync(options, quiet: false, stop);
        Screen.Line($"OptiTime serves on {string.Join(" and ", silo.Urls)}, plans in {options.DataDirectory}. Press Ctrl-C to stop.");
        await silo.WaitAsync(stop);
        return Failure.None;
    }
}
