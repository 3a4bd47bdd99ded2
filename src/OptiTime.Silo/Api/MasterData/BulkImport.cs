using System.Text.Json;
using Microsoft.Extensions.Primitives;
using OptiTime.Engine.Log;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>
/// Reads NDJSON, one document a line, writes each in place of the one of its id, and answers each with a line of its own, in order. The
/// whole body is read before the first line is written: a caller that sends everything before it listens must not wait for one that
/// listens only while it writes.
/// </summary>
internal sealed class BulkImport : IDisposable
{
    private static readonly byte[] LineEnd = [(byte)'\n'];
    private readonly SemaphoreSlim _running = new(Limits.Imports, Limits.Imports);

    /// <summary>Runs an import.</summary>
    /// <exception cref="ProblemException">It comes with an idempotency key, too many are running, or the body is too large.</exception>
    public async Task<IResult> RunAsync<T>(HttpContext context, string? territory, IImport<T> data) where T : class
    {
        if (context.Request.Headers.TryGetValue(WriteKey.Header, out StringValues key))
            throw new ProblemException(ProblemKind.InvalidParameter.At(
                WriteKey.Header, key, $"An import takes no key: {data.Repeating}.", "Leave the header out."));
        if (!await _running.WaitAsync(TimeSpan.Zero, context.RequestAborted))
            throw new ProblemException(ProblemKind.Busy.With(
                $"{Limits.Imports} imports are running (limit {nameof(Limits.Imports)}). Try again when one has ended."));
        try
        {
            ReadOnlyMemory<byte> body = await WireReader.ReadBodyAsync(context.Request, Limits.ImportBytes, nameof(Limits.ImportBytes));
            List<ReadOnlyMemory<byte>> lines = Split(body);
            context.Response.ContentType = MediaTypes.NdJson;
            for (int from = 0; from < lines.Count;) from = await WriteChunkAsync(context, lines, from, territory, data);
            return Results.Empty;
        }
        finally
        {
            _running.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _running.Dispose();

    /// <summary>Writes the next lines side by side: as many as may be on their way at once, or up to an id that is among them already.</summary>
    private static async Task<int> WriteChunkAsync<T>(
        HttpContext context, List<ReadOnlyMemory<byte>> lines, int from, string? territory, IImport<T> data) where T : class
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var read = new List<(int Line, T? Document, Problem? Problem)>();
        int next = from;
        for (; next < lines.Count && read.Count < Limits.ImportChunk; next++)
        {
            if (lines[next].Span.Trim(" \t\r"u8).IsEmpty) continue;
            (T? document, Problem? problem) = Read(lines[next], territory, data);
            if (document is not null && data.IdOf(document) is { } id && !ids.Add(id)) break;
            read.Add((next + 1, document, problem));
        }
        using var writing = data.PutMany([.. read.Select(one => one.Document).OfType<T>()], context.RequestAborted).GetEnumerator();
        foreach ((int line, T? document, Problem? problem) in read)
        {
            ImportLine answer = document is null ? Rejected(line, null, problem!) : await OutcomeAsync(line, document, data, Next(writing));
            if (answer.Problem is { } rejected) answer = answer with { Problem = new SentBody(lines[line - 1]).Complete(rejected) };
            await JsonSerializer.SerializeAsync(context.Response.BodyWriter, answer, WireFormat.Json.ImportLine, context.RequestAborted);
            await context.Response.BodyWriter.WriteAsync(LineEnd, context.RequestAborted);
        }
        return next;
    }

    private static TItem Next<TItem>(IEnumerator<TItem> items) => items.MoveNext() ? items.Current : throw new InvalidOperationException("A document was not written.");

    private static (T? Document, Problem? Problem) Read<T>(ReadOnlyMemory<byte> line, string? territory, IImport<T> data) where T : class
    {
        try
        {
            if (line.Length > Limits.ImportLineBytes)
                return (null, ProblemKind.BodyTooLarge.With(
                    $"The line has {line.Length:N0} bytes; limit {nameof(Limits.ImportLineBytes)} is {Limits.ImportLineBytes:N0}."));
            return (data.Under(WireReader.Read<T>(line), null, territory), null);
        }
        catch (ProblemException fault)
        {
            return (null, fault.Problem);
        }
    }

    private static async Task<ImportLine> OutcomeAsync<T>(int number, T document, IImport<T> data, Task<Written<T>> writing) where T : class
    {
        try
        {
            Written<T> written = await writing;
            return new ImportLine { Line = number, Id = written.Name ?? data.IdOf(document), Status = written.IsNew ? ImportStatus.Created : ImportStatus.Replaced, Problem = null };
        }
        catch (ProblemException fault)
        {
            return Rejected(number, data.IdOf(document), fault.Problem);
        }
        catch (StoreUnavailableException fault)
        {
            return Rejected(number, data.IdOf(document), ProblemKind.Unavailable.With(fault.Message));
        }
    }

    private static ImportLine Rejected(int number, string? id, Problem problem) =>
        new() { Line = number, Id = id, Status = ImportStatus.Rejected, Problem = problem };

    private static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (!body.IsEmpty)
        {
            if (lines.Count == Limits.ImportLines)
                throw new ProblemException(ProblemKind.LimitExceeded.With(
                    $"The import has more than {Limits.ImportLines:N0} lines (limit {nameof(Limits.ImportLines)}). Nothing was written; send it in parts."));
            int end = body.Span.IndexOf((byte)'\n');
            lines.Add(end < 0 ? body : body[..end]);
            body = end < 0 ? default : body[(end + 1)..];
        }
        return lines;
    }
}
