using System.Text.Json.Serialization;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Bookings;
using OptiTime.Silo.Api.ByHand;
using OptiTime.Silo.Api.Demand;
using OptiTime.Silo.Api.Disruptions;
using OptiTime.Silo.Api.Explain;
using OptiTime.Silo.Api.History;
using OptiTime.Silo.Api.Holds;
using OptiTime.Silo.Api.Jobs;
using OptiTime.Silo.Api.MasterData;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Plans;
using OptiTime.Silo.Api.Proposals;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.WhatIf;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;
using OptiTime.Silo.Telemetry;

namespace OptiTime.Silo.Api;

/// <summary>The API: what it needs, and its routes.</summary>
internal static class ApiRoutes
{
    /// <summary>Registers what the endpoints need, beside planners, store and clock.</summary>
    public static void AddApi(this IServiceCollection services)
    {
        services.AddSingleton<OfferTokens>().AddSingleton<TerritoryAtlas>().AddSingleton<CustomerMemory>().AddSingleton<CustomerWishes>().AddSingleton<TerritoryFinder>();
        services.AddSingleton<LenderFinder>().AddSingleton<QuestionReader>().AddSingleton<FurtherAfield>().AddSingleton<OfferDesk>().AddSingleton<ExplainDesk>().AddSingleton<DemandDesk>().AddSingleton<RecordedBookings>().AddSingleton<WhatIfDesk>();
        services.AddSingleton(new Turnstile(Limits.WhatIfsWaiting)).AddSingleton<PromiseDesk>().AddSingleton<PlanDesk>().AddSingleton<CommitmentDesk>().AddSingleton<ProposalDesk>().AddSingleton<ProposalHelp>().AddSingleton<OffersAnew>();
        services.AddSingleton<TerritoryShelf>().AddSingleton<BulkImport>().AddSingleton<JobReader>().AddSingleton<JobDesk>().AddSingleton<HandDesk>();
        services.AddSingleton<UrgentJobReader>().AddSingleton<DisruptionDesk>().AddSingleton<CallBackDesk>();
        services.AddSingleton<IMasterData<TerritoryDocument>, Territories>();
        services.AddSingleton<IMasterData<SiteDocument>, Sites>();
        services.AddSingleton<IMasterData<ResourceDocument>, Resources>();
        services.AddSingleton<IMasterData<ServiceDocument>, MasterData.Services>();
        services.AddSingleton<IMasterData<CustomerDocument>, MasterData.Customers>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, WireFormat.Json);
            // The web's default would describe every number as a text too, and texts are refused.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOpenApi("v1", ApiDescription.Configure);
    }

    /// <summary>Maps every route.</summary>
    public static void MapApi(this WebApplication silo)
    {
        RouteGroupBuilder api = silo.MapGroup("/v1").TakesKnownParametersOnly().Refuses(400, 422, 503);
        api.MapAvailability();
        api.MapExplain();
        api.MapHolds();
        api.MapBookings();
        api.MapProposals();
        api.MapJobs();
        api.MapByHand();
        api.MapMasterData();
        api.MapPlans();
        api.MapDemand();
        api.MapWhatIf();
        api.MapHistory();
        api.MapDisruptions();
        silo.MapHealth();
        silo.MapMetrics();
        silo.MapOpenApi("/openapi/{documentName}.json");
        silo.UseSwaggerUI(ui =>
        {
            ui.SwaggerEndpoint("/openapi/v1.json", "OptiTime v1");
            ui.RoutePrefix = "swagger";
            ui.DocumentTitle = "OptiTime";
        });
        silo.MapGet("/", () => Results.Redirect("/swagger")).ExcludeFromDescription();
    }
}
