using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OptiTime.Silo.Commands;

/// <summary>A command whose own help ends with more than a list of options.</summary>
/// <param name="name">The word it is called by.</param>
/// <param name="description">What it does, in a sentence.</param>
/// <param name="lesson">What else one should know, with examples.</param>
internal sealed class TaughtCommand(string name, string description, string lesson) : Command(name, description)
{
    /// <summary>What else one should know, with examples.</summary>
    internal string Lesson => lesson;

    /// <summary>Help as it is, and below it the lesson of the command that was asked about.</summary>
    internal sealed class Help(HelpAction plain) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int code = plain.Invoke(parseResult);
            if (parseResult.CommandResult.Command is TaughtCommand taught) parseResult.InvocationConfiguration.Output.WriteLine(taught.Lesson);
            return code;
        }
    }
}
