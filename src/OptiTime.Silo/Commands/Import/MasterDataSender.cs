using System.Net;
using System.Text;
using System.Text.Json;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Commands.Import;

/// <summary>Sends batches of master data to a silo, and waits as it is told to when the silo is busy.</summary>
internal sealed class MasterDataSender(HttpClient http, TimeProvider clock)
{
    private const int Attempts = 30;
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(1);

    /// <summary>Sends a batch and counts what became of its lines.</summary>
    /// <exception cref="HttpRequestException">The silo cannot be reached, stayed busy, or refused the whole batch.</exception>
    internal async Task SendAsync(ImportBatch batch, ImportTally tally, CancellationToken stop)
    {
        string body = string.Join('\n', batch.Lines.Select(line => line.Value));
        for (int attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, MasterDataFile.PathOf[batch.Kind])
            {
                Content = new StringContent(body, Encoding.UTF8, MediaTypes.NdJson),
            };
            using HttpResponseMessage response = await http.SendAsync(request, stop);
            string answer = await response.Content.ReadAsStringAsync(stop);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable && attempt < Attempts)
            {
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? DefaultWait, clock, stop);
                continue;
            }
            if (!response.IsSuccessStatusCode)
            {
                throw new HttpRequestException(
                    $"{batch.File}, lines {batch.Lines[0].Number} to {batch.LastLine}: the silo answered {(int)response.StatusCode}: {answer}");
            }
            Count(batch, answer, tally);
            return;
        }
    }

    private static void Count(ImportBatch batch, string answer, ImportTally tally)
    {
        foreach (string text in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            ImportLine line = JsonSerializer.Deserialize(text, WireJson.Default.ImportLine)!;
            switch (line.Status)
            {
                case ImportStatus.Created: tally.Created++; break;
                case ImportStatus.Replaced: tally.Replaced++; break;
                default: tally.Reject(batch.File, batch.Lines[line.Line - 1].Number, $"{batch.Kind} {line.Id}: {line.Problem?.Detail}"); break;
            }
        }
    }
}
