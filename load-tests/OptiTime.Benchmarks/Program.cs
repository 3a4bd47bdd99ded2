using BenchmarkDotNet.Running;
using OptiTime.Benchmarks.Reporting;
using OptiTime.Benchmarks.Search;
using OptiTime.Benchmarks.Territory;

// The figures of DESIGN §9 that are about code alone; `load-tests/RESULTS.md` says which command gives which. Run with `-c Release`.
switch (args.FirstOrDefault())
{
    case "memory": BoardMemory.Report(); break;
    case "activation": await Activation.ReportAsync(); break;
    case "activation-of": await Activation.OnceAsync(args[1]); break;
    // `--quick` for a tenth of the calls.
    default: BenchmarkRunner.Run<OneRoleSearch>(SingleCalls.Config(quick: args.Contains("--quick"))); break;
}
