using System.Globalization;
using OptiTime.Engine.History;
using OptiTime.Engine.Log;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Api.Problems;

/// <summary>Whatever ends a call early leaves as a problem: ours with what it says, a framework's with its status, a fault of ours without its insides.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    /// <summary>How long a caller should wait after a 503, in seconds: not all of them equally long, so that they do not all come back at once.</summary>
    private const int LeastRetryAfter = 1, MostRetryAfter = 3;

    /// <summary>Runs the rest of the pipeline.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        // Answers are data: no browser is to take one for a page.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
                await WriteAsync(context, OfStatus(context));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, Of(context, fault));
        }
    }

    private Problem Of(HttpContext context, Exception fault)
    {
        switch (fault)
        {
            case ProblemException known:
                return context.Features.Get<SentBody>()?.Complete(known.Problem) ?? known.Problem;
            case StoreUnavailableException unavailable:
                return ProblemKind.Unavailable.With(unavailable.Message);
            case OutcomeUnknownException lost:
                return ProblemKind.OutcomeUnknown.With($"{lost.Message} {Refusals.Retry}");
            case UnknownChangeException unknown:
                return ProblemKind.Unavailable.With(unknown.Message);
            case HistoryBusyException busy:
                return ProblemKind.Busy.With($"{busy.Message} Try again in a moment.");
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return ProblemKind.BodyTooLarge.With(
                    $"The body has more than {Limits.ImportBytes:N0} bytes (limit {nameof(Limits.ImportBytes)}).");
            case BadHttpRequestException bad:
                return ProblemKind.BadRequest.With(bad.Message) with { Status = bad.StatusCode };
            default:
                LogFault(context.Request.Method, context.Request.Path, fault);
                return ProblemKind.Internal.With($"Nothing is known to have changed. Tell the operator the trace id {context.TraceIdentifier}.");
        }
    }

    private static Problem OfStatus(HttpContext context)
    {
        string path = context.Request.Path;
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ProblemKind.NoSuchPath.With($"There is nothing at '{path}'. The paths are listed at /openapi/v1.json."),
            StatusCodes.Status405MethodNotAllowed => ProblemKind.NoSuchMethod.With(
                $"'{path}' does not take {context.Request.Method}. It takes {context.Response.Headers.Allow}."),
            StatusCodes.Status415UnsupportedMediaType => ProblemKind.MediaType.With(
                $"'{context.Request.ContentType}' is not taken here. Send {MediaTypes.Json}, or {MediaTypes.NdJson} where many can be sent."),
            var status => ProblemKind.BadRequest.With("The call cannot be understood.") with { Status = status },
        };
    }

    private static Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = Random.Shared.Next(LeastRetryAfter, MostRetryAfter + 1).ToString(CultureInfo.InvariantCulture);
        return context.Response.WriteAsJsonAsync(problem, WireFormat.Json.Problem, MediaTypes.Problem, context.RequestAborted);
    }

    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed.")]
    private partial void LogFault(string method, string path, Exception fault);
}
