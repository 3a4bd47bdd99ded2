using OptiTime.Engine.Directory;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Demo.Scenarios;

/// <summary>A customer who asks for a service on one day.</summary>
/// <param name="Id">The id of the booking to be: the same on every run.</param>
/// <param name="Service">What is asked for.</param>
/// <param name="Customer">Who asks.</param>
/// <param name="Preferred">When it would suit best: a part of the day or all of it.</param>
/// <param name="Day">The whole day: what the customer takes when the preferred part is full.</param>
public sealed record ServiceRequest(string Id, Service Service, Customer Customer, Interval Preferred, Interval Day);
