using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;

namespace OptiTime.Silo.Commands.Solve;

/// <summary>A picture of routes: each in a colour of its own, the way from and to the depot paler than the rest, and a legend with what they come to.</summary>
internal static class RoutePicture
{
    private const double Size = 900, Margin = 40, Legend = 330, Row = 20;

    private const string Paper = "#fbfaf7", Ink = "#2b2d33", Faint = "#8a8d96";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Draws it, as SVG.</summary>
    internal static string Of(SolvableInstance instance, Solved solved)
    {
        var frame = new Frame([.. instance.Points.Concat(solved.Routes.Select(route => instance.DepotOf(route.Vehicle)))]);
        double height = Math.Max(Size, 190 + (solved.Routes.Length * Row));
        var picture = new XElement(
            Svg + "svg", new XAttribute("viewBox", $"0 0 {Text(Size + Legend)} {Text(height)}"), new XAttribute("font-family", "system-ui, sans-serif"),
            new XElement(Svg + "title", Title(instance, solved)),
            Shape("rect", ("width", "100%"), ("height", "100%"), ("fill", Paper)));
        for (int route = 0; route < solved.Routes.Length; route++) picture.Add(Draw(instance, solved.Routes[route], frame, ColourOf(route)));
        picture.Add(solved.Routes.Select(route => instance.DepotOf(route.Vehicle)).Distinct().Select(depot => Depot(frame.At(depot))));
        picture.Add(Told(instance, solved));
        return picture + "\n";
    }

    private static string Title(SolvableInstance instance, Solved solved) =>
        string.Create(CultureInfo.InvariantCulture, $"{instance.Name}: {instance.Measure} {solved.Cost:0.0}, {solved.RoutesTold}");

    private static XElement Draw(SolvableInstance instance, SolvedRoute route, Frame frame, string colour)
    {
        (double X, double Y) depot = frame.At(instance.DepotOf(route.Vehicle));
        ImmutableArray<(double X, double Y)> stops = [.. route.Stops.Select(stop => frame.At(instance.PointOf(stop)))];
        return new XElement(
            Svg + "g", new XAttribute("stroke", colour), new XAttribute("fill", "none"), new XAttribute("stroke-linecap", "round"), new XAttribute("stroke-linejoin", "round"),
            new XElement(Svg + "title", string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', route.Stops)} ({route.Length:0.0})")),
            Line([depot, stops[0]], ("stroke-width", "1.2"), ("opacity", "0.3")),
            Line([stops[^1], depot], ("stroke-width", "1.2"), ("opacity", "0.3"), ("stroke-dasharray", "4 4")),
            Line(stops, ("stroke-width", "2.4"), ("opacity", "0.85")),
            stops.Select(stop => Shape("circle", ("cx", Text(stop.X)), ("cy", Text(stop.Y)), ("r", "4.2"), ("fill", colour), ("stroke", Paper), ("stroke-width", "1.4"))));
    }

    private static XElement Depot((double X, double Y) at) => Shape(
        "rect", ("x", Text(at.X - 8)), ("y", Text(at.Y - 8)), ("width", "16"), ("height", "16"), ("rx", "3"), ("fill", Ink), ("stroke", Paper), ("stroke-width", "2.5"));

    private static XElement Told(SolvableInstance instance, Solved solved)
    {
        var legend = new XElement(Svg + "g", new XAttribute("transform", $"translate({Text(Size + 10)} 0)"), new XAttribute("fill", Ink));
        legend.Add(Words(0, 70, 26, instance.Name, ("font-weight", "600")));
        legend.Add(Words(0, 100, 17, string.Create(CultureInfo.InvariantCulture, $"{instance.Measure} {solved.Cost:#,0.0}")));
        legend.Add(Words(0, 122, 13, $"{instance.Convention}", ("fill", Faint)));
        legend.Add(Words(0, 150, 15, string.Create(CultureInfo.InvariantCulture, $"{solved.RoutesTold}, {solved.Routes.Sum(route => route.Stops.Length)} stops")));
        for (int route = 0; route < solved.Routes.Length; route++)
        {
            double y = 180 + (route * Row);
            SolvedRoute one = solved.Routes[route];
            legend.Add(Shape("rect", ("x", "0"), ("y", Text(y - 9)), ("width", "22"), ("height", "8"), ("rx", "4"), ("fill", ColourOf(route))));
            legend.Add(Words(32, y, 13, string.Create(CultureInfo.InvariantCulture, $"{one.Stops.Length} stops, {one.Length:#,0.0}")));
        }
        return legend;
    }

    private static XElement Words(double x, double y, double size, string text, params ReadOnlySpan<(string, string)> attributes)
    {
        XElement words = Shape("text", [("x", Text(x)), ("y", Text(y)), ("font-size", Text(size)), .. attributes]);
        words.Value = text;
        return words;
    }

    private static XElement Line(IEnumerable<(double X, double Y)> points, params ReadOnlySpan<(string, string)> attributes) =>
        Shape("polyline", [("points", string.Join(' ', points.Select(point => $"{Text(point.X)},{Text(point.Y)}"))), .. attributes]);

    private static XElement Shape(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        var shape = new XElement(Svg + name);
        foreach ((string attribute, string value) in attributes) shape.Add(new XAttribute(attribute, value));
        return shape;
    }

    /// <summary>Colours far from each other, however many there are: the hue turns by the golden angle, and every other one is darker.</summary>
    private static string ColourOf(int route) => string.Create(CultureInfo.InvariantCulture, $"hsl({route * 137.508 % 360:0} 68% {(route % 2 == 0 ? 44 : 34)}%)");

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Where points of the instance are in the picture; north is up.</summary>
    private sealed class Frame
    {
        private readonly double _left, _top, _scale, _indent, _drop;

        internal Frame(ImmutableArray<PicturePoint> points)
        {
            (_left, _top) = (points.Min(point => point.X), points.Max(point => point.Y));
            (double width, double height) = (points.Max(point => point.X) - _left, _top - points.Min(point => point.Y));
            double room = Size - (2 * Margin);
            _scale = Math.Max(width, height) > 0 ? room / Math.Max(width, height) : 1;
            (_indent, _drop) = (Margin + ((room - (width * _scale)) / 2), Margin + ((room - (height * _scale)) / 2));
        }

        internal (double X, double Y) At(PicturePoint point) => (_indent + ((point.X - _left) * _scale), _drop + ((_top - point.Y) * _scale));
    }
}
