using OptiTime.Planning.Optimization.Instances;
using OptiTime.Silo.Commands.Solve.Reading;

namespace OptiTime.Silo.Commands.Solve;

/// <summary>A file with an instance; what kind of instance is told by its content.</summary>
internal static class InstanceFile
{
    /// <summary>How long a file may be: instances of a thousand customers have some sixty thousand characters.</summary>
    internal const long MostBytes = 4_000_000;

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is no instance that is known here; the message has the line, the value and a remedy.</exception>
    internal static SolvableInstance Read(FileInfo file, DistanceConvention convention)
    {
        if (file.Length > MostBytes) throw new InvalidDataException($"{file.Name} has {file.Length:N0} bytes; an instance has at most {MostBytes:N0}.");
        var text = new InstanceText(file.Name, File.ReadLines(file.FullName));
        if (text.Has("CUST NO")) return new TimeWindowInstance(SolomonReader.Read(text), convention);
        if (text.Has("CREW COUNT")) return new TechnicianDays(TechnicianReader.Read(text), convention);
        throw new InvalidDataException(
            $"{file.Name}:1: this is no instance that is known here. Instances have a line that begins with 'CUST NO.' (Solomon 1987; Gehring and Homberger 1999) or 'CREW COUNT' (Pillac 2012).");
    }
}
