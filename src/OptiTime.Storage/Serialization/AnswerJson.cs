using System.Text.Json;
using OptiTime.Planning.Commands;

namespace OptiTime.Storage.Serialization;

/// <summary>Answers kept for retries, as JSON. They live for two days only.</summary>
public static class AnswerJson
{
    /// <summary>An answer as JSON in UTF-8.</summary>
    public static byte[] Write(Answer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, PlanJson.Options);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="JsonException">It is not the JSON of an answer.</exception>
    public static Answer Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<Answer>(json, PlanJson.Options)!;
}
