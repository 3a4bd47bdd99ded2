using System.Text.Json;
using OptiTime.Deploy.Tests.Documents;

namespace OptiTime.Deploy.Tests.Images;

/// <summary>A line of a Dockerfile: <c>COPY</c>, and what comes after it.</summary>
internal sealed record Instruction(string Word, string Rest)
{
    /// <summary>The words of the rest, or the items where it is a list in JSON.</summary>
    public string[] Words { get; } = Rest.StartsWith('[') ? JsonSerializer.Deserialize<string[]>(Rest)! : Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What begins with a <c>FROM</c>.</summary>
/// <param name="Image">The image it begins with.</param>
/// <param name="Name">How later stages call it; empty when they do not.</param>
/// <param name="Instructions">What is done in it.</param>
internal sealed record Stage(string Image, string Name, IReadOnlyList<Instruction> Instructions)
{
    /// <summary>The instructions of a kind.</summary>
    public IEnumerable<Instruction> Of(string word) => Instructions.Where(one => one.Word == word);

    /// <summary>The only instruction of a kind.</summary>
    public Instruction The(string word) => Of(word).ShouldHaveSingleItem(word);
}

/// <summary>The repository's Dockerfile, taken apart.</summary>
internal static class Dockerfile
{
    public static IReadOnlyList<Stage> Stages { get; } = [.. Read()];

    /// <summary>The stage that becomes the image.</summary>
    public static Stage Image => Stages[^1];

    private static IEnumerable<Stage> Read()
    {
        List<Instruction> all = [];
        string held = "";
        foreach (string line in Repository.Read("Dockerfile").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            held += line.TrimEnd('\\');
            if (line.EndsWith('\\')) continue;
            string[] parts = held.Split(' ', 2);
            all.Add(new Instruction(parts[0], parts[1].Trim()));
            held = "";
        }
        all[0].Word.ShouldBe("FROM");
        for (int at = 0; at < all.Count;)
        {
            string[] from = all[at].Words;
            List<Instruction> body = [.. all.Skip(at + 1).TakeWhile(one => one.Word != "FROM")];
            yield return new Stage(from[0], from is [_, "AS", var name] ? name : "", body);
            at += body.Count + 1;
        }
    }
}
