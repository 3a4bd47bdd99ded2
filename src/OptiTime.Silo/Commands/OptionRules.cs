using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace OptiTime.Silo.Commands;

/// <summary>What the words behind an option may be. Whoever mistyped one is told the option, the word and what would do, and nothing of how it is kept in the program.</summary>
internal static class OptionRules
{
    /// <summary>Lets an option take whole numbers between two bounds.</summary>
    internal static TOption Whole<TOption>(this TOption option, long least, long most = long.MaxValue) where TOption : Option => option.Require(
        word => long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long given) && given >= least && given <= most,
        most == long.MaxValue ? $"Give a whole number from {least} on." : $"Give a whole number from {least} to {most}.");

    /// <summary>Lets an option take numbers between two bounds.</summary>
    internal static TOption Number<TOption>(this TOption option, double least, double most) where TOption : Option => option.Require(
        word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double given) && given >= least && given <= most,
        FormattableString.Invariant($"Give a number from {least} to {most}."));

    /// <summary>Lets an option take some words and no others.</summary>
    internal static TOption OneOf<TOption>(this TOption option, params string[] words) where TOption : Option
    {
        option.CompletionSources.Add(words);
        return option.Require(words.Contains, $"Say one of: {string.Join(", ", words)}.");
    }

    private static TOption Require<TOption>(this TOption option, Func<string, bool> allows, string remedy) where TOption : Option
    {
        option.Validators.Add(result =>
        {
            foreach (Token word in result.Tokens)
            {
                if (!allows(word.Value)) result.AddError($"{option.Name} is '{word.Value}'. {remedy}");
            }
        });
        return option;
    }
}
