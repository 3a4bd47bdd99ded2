using System.Text.RegularExpressions;

namespace OptiTime.LoadTests.Profiling;

/// <summary>Names as people wrote them, from names as the runtime has them.</summary>
internal static partial class MethodName
{
    /// <summary>Without assembly, parameters and type arguments; what the compiler made of a method or a lambda under that method's name.</summary>
    internal static string Plain(string name)
    {
        string plain = Decoration().Replace(name, "");
        plain = plain[(plain.IndexOf('!', StringComparison.Ordinal) + 1)..];
        return Lambda().Replace(StateMachine().Replace(plain, ".$1"), ".$1, inside").Replace('+', '.');
    }

    [GeneratedRegex(@"\(.*|`\d+|\[[^\[\]]+\](?=\.)")]
    private static partial Regex Decoration();

    [GeneratedRegex(@"\+<(\w+)>d__\w+\.MoveNext$")]
    private static partial Regex StateMachine();

    [GeneratedRegex(@"(?:\+<>c\w*)?\.<(\w+)>[bg]__\w+(?:\|\w+)?$")]
    private static partial Regex Lambda();
}
