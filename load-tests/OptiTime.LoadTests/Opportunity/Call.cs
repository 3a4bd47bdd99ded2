using OptiTime.Engine.Directory;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.LoadTests.Opportunity;

/// <summary>Somebody calls.</summary>
/// <param name="At">When.</param>
/// <param name="Service">What for.</param>
/// <param name="Customer">Who.</param>
/// <param name="Until">By when it must be done.</param>
/// <param name="Taste">Which of the offers they take, 0 to 1: most take the first.</param>
internal sealed record Call(Moment At, Service Service, Customer Customer, Moment Until, double Taste);
