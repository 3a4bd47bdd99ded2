using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace OptiTime.Silo.Stores;

/// <summary>Values by id as they were last noted: at least so many of the latest, at most twice as many.</summary>
/// <param name="atLeast">How many of the latest.</param>
internal sealed class RecentValues<T>(int atLeast)
{
    private readonly Lock _turn = new();
    private volatile ConcurrentDictionary<string, T> _young = new(StringComparer.Ordinal), _old = new(StringComparer.Ordinal);
    private int _added;

    /// <summary>Notes a value in place of the one before.</summary>
    public void Note(string id, T value)
    {
        ConcurrentDictionary<string, T> young = _young;
        if (!young.TryAdd(id, value)) young[id] = value;
        else if (Interlocked.Increment(ref _added) > atLeast) Age();
    }

    /// <summary>The value of an id, if it is remembered.</summary>
    public bool TryGet(string id, [MaybeNullWhen(false)] out T value) => _young.TryGetValue(id, out value) || _old.TryGetValue(id, out value);

    /// <summary>Forgets a value.</summary>
    public void Forget(string id)
    {
        _young.TryRemove(id, out _);
        _old.TryRemove(id, out _);
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        lock (_turn) (_young, _old, _added) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal), 0);
    }

    /// <summary>Lets the older half go.</summary>
    private void Age()
    {
        lock (_turn)
        {
            if (_added > atLeast) (_old, _young, _added) = (_young, new(StringComparer.Ordinal), 0);
        }
    }
}
