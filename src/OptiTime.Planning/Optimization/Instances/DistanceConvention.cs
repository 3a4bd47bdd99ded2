namespace OptiTime.Planning.Optimization.Instances;

/// <summary>How the distance of two points of a public instance is counted. Best-known values of one are no measure for the other.</summary>
public enum DistanceConvention
{
    /// <summary>As it is, in double precision.</summary>
    DoublePrecision,

    /// <summary>Truncated to one decimal (DIMACS 2021): a plan costs a little less than its roads are long.</summary>
    Truncated,
}

/// <summary>Distances by a convention.</summary>
public static class DistanceConventions
{
    /// <summary>How many units of a problem make one of the instance: whole numbers where distances are truncated, so that sums are exact.</summary>
    public static double UnitsOf(DistanceConvention convention) => convention == DistanceConvention.Truncated ? 10 : 1;

    /// <summary>How far it is between two points, in units of the problem.</summary>
    public static double Between(double fromX, double fromY, double toX, double toY, DistanceConvention convention)
    {
        (double x, double y) = (fromX - toX, fromY - toY);
        double distance = Math.Sqrt((x * x) + (y * y));
        return convention == DistanceConvention.Truncated ? Math.Floor(distance * 10) : distance;
    }
}
