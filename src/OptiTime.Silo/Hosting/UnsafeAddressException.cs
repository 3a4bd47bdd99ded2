using System.Diagnostics.CodeAnalysis;

namespace OptiTime.Silo.Hosting;

/// <summary>A silo would listen where other machines can reach it, while anybody may call it.</summary>
/// <param name="url">The address.</param>
[SuppressMessage("Design", "CA1032", Justification = "It is nothing without its address.")]
public sealed class UnsafeAddressException(string url) : Exception(
    $"'{url}' can be reached from other machines, and this silo asks nobody for a key. Listen on {SiloOptions.DefaultUrl}, or say --allow-anonymous if anybody may call it.");
