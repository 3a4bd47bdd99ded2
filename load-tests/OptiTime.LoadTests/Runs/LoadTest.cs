using System.Net;
using System.Net.Http.Headers;
using OptiTime.LoadTests.Calls;
using OptiTime.LoadTests.Measures;
using OptiTime.LoadTests.Silos;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.LoadTests.Runs;

/// <summary>Silos, what to ask them, and connections to them: ready for one load after the other.</summary>
internal sealed class LoadTest : IDisposable
{
    // So many different questions that no cache of answers would help.
    private const int QuestionsDrawn = 4_096;

    private readonly Sender _sender;
    private readonly ProcessWatch[] _watches;
    private readonly LoadRun _run;

    private LoadTest(Sender sender, Desk desk, Question[] questions, ProcessWatch[] watches)
    {
        (_sender, _watches) = (sender, watches);
        _run = new LoadRun(sender, desk, questions, watches);
    }

    /// <summary>Gets to know the company.</summary>
    /// <param name="silos">The silos; the first is asked about the company.</param>
    /// <param name="processes">Their processes, those that are known.</param>
    /// <param name="byTerritory">Whether a territory's requests all go to the same silo.</param>
    /// <param name="settings">What is asked for.</param>
    /// <param name="tell">Told what is asked, and what not.</param>
    /// <param name="stop">Gives up.</param>
    /// <param name="server">Watches the database server; null where there is none.</param>
    /// <exception cref="LoadTestException">There is nothing that could be asked.</exception>
    /// <exception cref="HttpRequestException">The silo does not answer.</exception>
    internal static async Task<LoadTest> PrepareAsync(
        IReadOnlyList<Uri> silos, IReadOnlyList<int> processes, bool byTerritory, LoadSettings settings, Action<string> tell, CancellationToken stop,
        Func<ProcessWatch>? server = null)
    {
        using var http = new HttpClient();
        var facts = await CompanyFacts.ReadAsync(http, silos[0], stop);
        var questions = new Questions(facts, DateTimeOffset.UtcNow, settings.Plan.Seed, settings.Offers);
        IReadOnlyList<ServiceDocument> services = await AnsweredAsync(http, silos[0], Wanted(facts, settings.Services), questions, tell, stop);
        Question[] drawn = questions.Draw(QuestionsDrawn, services);
        tell($"{facts.Territories.Count} territories, {facts.Customers.Count} customers; asking for {string.Join(", ", drawn.Select(one => one.Service).Distinct().Order(StringComparer.Ordinal))}.");
        var sender = new Sender(settings.Connections);
        return new LoadTest(sender, new Desk(sender, silos, byTerritory), drawn, [.. processes.Select(ProcessWatch.Silo), .. server is null ? [] : new[] { server() }]);
    }

    /// <summary>Puts load on the silos.</summary>
    internal Task<LoadResult> RunAsync(LoadPlan plan, Action<double, string> tell, CancellationToken stop) => _run.RunAsync(plan, tell, stop);

    public void Dispose()
    {
        foreach (ProcessWatch watch in _watches) watch.Dispose();
        _sender.Dispose();
    }

    private static IReadOnlyList<ServiceDocument> Wanted(CompanyFacts facts, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return facts.Services;
        foreach (string name in names)
        {
            if (!facts.Services.Any(service => service.Id == name))
                throw new LoadTestException($"There is no service '{name}'. There are: {string.Join(", ", facts.Services.Select(service => service.Id))}.");
        }
        return [.. facts.Services.Where(service => names.Contains(service.Id))];
    }

    /// <summary>Those services a question about which is answered; what a silo cannot plan is no load for it.</summary>
    private static async Task<IReadOnlyList<ServiceDocument>> AnsweredAsync(
        HttpClient http, Uri silo, IReadOnlyList<ServiceDocument> services, Questions questions, Action<string> tell, CancellationToken stop)
    {
        var answered = new List<ServiceDocument>();
        foreach (ServiceDocument service in services.Where(questions.IsPossible))
        {
            using var body = new ReadOnlyMemoryContent(questions.Draw(1, [service])[0].Body);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using HttpResponseMessage response = await http.PostAsync(new Uri(silo, "v1/availability"), body, stop);
            if (response.StatusCode == HttpStatusCode.OK) answered.Add(service);
            else tell($"'{service.Id}' is not asked for: the silo answers {(int)response.StatusCode}.");
        }
        return answered;
    }
}
