using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search.Groups;

/// <summary>A way to keep a promise with a group.</summary>
/// <param name="Rank">What it costs, in cost units, less what is given for preferred resources.</param>
/// <param name="From">When the promise of the first step begins.</param>
/// <param name="Day">The local day of that.</param>
/// <param name="TimeOfDay">When in that day.</param>
/// <param name="Place">Where it is: the index among the places of the search.</param>
/// <param name="FirstPick">Who takes part: from here on in the list of picks.</param>
/// <param name="Picks">How many they are.</param>
/// <param name="FirstChoice">When each step takes place: from here on in the list of choices.</param>
internal readonly record struct GroupOption(
    long Rank, Moment From, int Day, Seconds TimeOfDay, int Place, int FirstPick, int Picks, int FirstChoice) : IChoice;
