namespace OptiTime.Planning.Travel;

/// <summary>A distance in whole metres. Default: zero.</summary>
/// <param name="Value">The number of metres.</param>
public readonly record struct Metres(int Value)
{
    /// <summary>The sum of two distances.</summary>
    public static Metres operator +(Metres left, Metres right) => new(left.Value + right.Value);

    /// <summary>The difference of two distances.</summary>
    public static Metres operator -(Metres left, Metres right) => new(left.Value - right.Value);
}
