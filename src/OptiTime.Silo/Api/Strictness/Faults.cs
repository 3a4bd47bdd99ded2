using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Strictness;

/// <summary>What is wrong with an input, field by field, as far as anybody wants to read it.</summary>
internal sealed class Faults
{
    private const int ValueCharacters = 100;
    private readonly List<FieldError> _errors = [];

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsEmpty => _errors.Count == 0;

    /// <summary>Notes a fault.</summary>
    public void Add(string field, string? value, string message, string? remedy = null)
    {
        if (_errors.Count < Limits.Errors) _errors.Add(new FieldError { Field = field, Value = Shorten(value), Message = message, Remedy = remedy });
    }

    /// <summary>Notes a fault when a condition does not hold.</summary>
    public bool Require(bool holds, string field, object? value, string message, string? remedy = null)
    {
        if (!holds) Add(field, value is DateTimeOffset time ? Rfc3339.Write(time) : value is null ? null : FormattableString.Invariant($"{value}"), message, remedy);
        return holds;
    }

    /// <summary>Stops the call when anything is wrong.</summary>
    /// <exception cref="ProblemException">Something is wrong.</exception>
    public void ThrowIfAny(ProblemKind kind)
    {
        if (!IsEmpty) throw new ProblemException(kind.With(Summary(), _errors));
    }

    /// <summary>A value cut to what a person reads, without half a character at its end.</summary>
    public static string? Shorten(string? value)
    {
        if (value is null || value.Length <= ValueCharacters) return value;
        int end = char.IsHighSurrogate(value[ValueCharacters - 1]) ? ValueCharacters - 1 : ValueCharacters;
        return value[..end] + "…";
    }

    private string Summary()
    {
        FieldError first = _errors[0];
        string more = _errors.Count == 1 ? "" : $" And {_errors.Count - 1} more: see errors.";
        string where = first.Field.Length == 0 ? "The body" : $"'{first.Field}'";
        return $"{where}: {first.Message}{(first.Remedy is null ? "" : " " + first.Remedy)}{more}";
    }
}
