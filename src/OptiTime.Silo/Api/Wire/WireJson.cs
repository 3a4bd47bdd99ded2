using System.Text.Json;
using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>How every wire type is read and written: camelCase, nothing unknown, nothing twice; generated, so that nothing is found out at run time.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = Strictness.Limits.Depth,
    GenerationMode = JsonSourceGenerationMode.Metadata, Converters = [typeof(TimeConverter)])]
[JsonSerializable(typeof(AvailabilityRequest))]
[JsonSerializable(typeof(AvailabilityResponse))]
[JsonSerializable(typeof(ExplainRequest))]
[JsonSerializable(typeof(ExplainResponse))]
[JsonSerializable(typeof(HoldRequest))]
[JsonSerializable(typeof(Hold))]
[JsonSerializable(typeof(ConfirmRequest))]
[JsonSerializable(typeof(BookingRequest))]
[JsonSerializable(typeof(RescheduleRequest))]
[JsonSerializable(typeof(Booking))]
[JsonSerializable(typeof(Proposal))]
[JsonSerializable(typeof(ItemList<Proposal>))]
[JsonSerializable(typeof(AcceptRequest))]
[JsonSerializable(typeof(RefuseRequest))]
[JsonSerializable(typeof(ItemList<Booking>))]
[JsonSerializable(typeof(JobRequest))]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(ItemList<Job>))]
[JsonSerializable(typeof(TerritoryDocument))]
[JsonSerializable(typeof(ItemList<TerritoryDocument>))]
[JsonSerializable(typeof(SiteDocument))]
[JsonSerializable(typeof(ItemList<SiteDocument>))]
[JsonSerializable(typeof(ResourceDocument))]
[JsonSerializable(typeof(ItemList<ResourceDocument>))]
[JsonSerializable(typeof(ServiceDocument))]
[JsonSerializable(typeof(ItemList<ServiceDocument>))]
[JsonSerializable(typeof(CustomerDocument))]
[JsonSerializable(typeof(ItemList<CustomerDocument>))]
[JsonSerializable(typeof(ImportLine))]
[JsonSerializable(typeof(PlanView))]
[JsonSerializable(typeof(DemandView))]
[JsonSerializable(typeof(WhatIfRequest))]
[JsonSerializable(typeof(WhatIfResponse))]
[JsonSerializable(typeof(PromiseHistory))]
[JsonSerializable(typeof(CustomerPromises))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Health))]
internal sealed partial class WireJson : JsonSerializerContext;
