using OptiTime.Engine.Directory;

namespace OptiTime.Demo.Scenarios;

/// <summary>Work that is to be done by a day and that nobody was promised.</summary>
/// <param name="Id">The id of the job to be: the same on every run.</param>
/// <param name="Service">The service's id; one visit by one resource.</param>
/// <param name="Customer">At whose place it is done.</param>
/// <param name="FirstDay">The first local day on which it may be done.</param>
/// <param name="DueDay">The last one.</param>
/// <param name="Priority">0 to 100, higher first.</param>
public sealed record BacklogWork(string Id, string Service, Customer Customer, int FirstDay, int DueDay, int Priority);
