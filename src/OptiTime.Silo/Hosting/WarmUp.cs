using System.Collections.Immutable;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Demand;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Hosting;

/// <summary>
/// Before a silo says it is ready it asks itself about its own company, through the endpoint callers use: the first questions of a process
/// take tens of milliseconds, since their code is compiled on the way. Nothing is held, so nothing is changed.
/// </summary>
internal sealed partial class WarmUp(
    EndpointDataSource endpoints, IServiceScopeFactory scopes, SiloStore store, IServiceProvider inside, ILogger<WarmUp> log) : IHostedLifecycleService, IDisposable
{
    /// <summary>How many questions are asked: a few more than it takes until the runtime marks a method as one to compile well.</summary>
    private const int Questions = 40;

    private readonly CancellationTokenSource _end = new();
    private volatile bool _isDone;

    /// <summary>Whether callers may come.</summary>
    public bool IsDone => _isDone;

    /// <summary>Asks, once the routes stand and the store is open. The start does not wait for a store that is away.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        Task asking = AskAsync(_end.Token);
        if (store.Opened.IsCompleted) await asking.WaitAsync(cancellationToken);
    }

    /// <summary>Asks no more.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => _end.CancelAsync();

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();

    private async Task AskAsync(CancellationToken stop)
    {
        if (await store.WaitAsync(stop) is null) return;
        try
        {
            ImmutableArray<TerritorySettings> territories = await inside.GetRequiredService<TerritoryAtlas>().ReadAsync(stop);
            ImmutableArray<string> services = [.. (await inside.GetRequiredService<ITerritoryPlanners>().CatalogueAsync(stop)).Services.Keys];
            // A silo without a company has nothing to be asked about; a territory that cannot be asked says nothing of the others.
            for (int index = 0; index < territories.Length && !services.IsEmpty; index++)
            {
                if (await TryAskAsync(territories[index], services, stop)) break;
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFault(fault, "any territory");
        }
        _isDone = !stop.IsCancellationRequested;
    }

    private async Task<bool> TryAskAsync(TerritorySettings territory, ImmutableArray<string> services, CancellationToken stop)
    {
        try
        {
            await AskAsync(territory, services, stop);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFault(fault, territory.Id);
            return false;
        }
    }

    private async Task AskAsync(TerritorySettings territory, ImmutableArray<string> services, CancellationToken stop)
    {
        RequestDelegate ask = endpoints.Endpoints.OfType<RouteEndpoint>()
            .Single(endpoint => endpoint.RoutePattern.RawText == AvailabilityEndpoints.Path).RequestDelegate!;
        for (int number = 0; number < Questions; number++)
        {
            stop.ThrowIfCancellationRequested();
            byte[] question = SignedOffer.Pack(new AvailabilityRequest
            {
                Territory = territory.Id,
                Service = services[number % services.Length],
                Location = new WhereChoice { Lat = territory.Centre.Latitude, Lon = territory.Centre.Longitude },
            });
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            var call = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            (call.Request.Method, call.Request.ContentType, call.Request.ContentLength) = (HttpMethods.Post, MediaTypes.Json, question.Length);
            call.Request.Body = new MemoryStream(question);
            Rehearsal.Begin(call);
            await ask(call);
        }
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(11, LogLevel.Warning, "The silo could not be warmed up by asking {Territory}.")]
    private partial void LogFault(Exception fault, string territory);
}
