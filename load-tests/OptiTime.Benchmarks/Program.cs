using BenchmarkDotNet.Running;
using OptiTime.Benchmarks.Growth;
using OptiTime.Benchmarks.Reporting;
using OptiTime.Benchmarks.Search;
using OptiTime.Benchmarks.Territory;

// The figures of DESIGN §9 that are about code alone; `load-tests/RESULTS.md` says which command gives which. Run with `-c Release`;
// `--quick` for a tenth of the calls.
bool quick = args.Contains("--quick");
switch (args.FirstOrDefault())
{
    case "growth": await GrowthTables.ReportAsync(quick); break;
    case "memory": BoardMemory.Report(); break;
    case "activation": await Activation.ReportAsync(); break;
    case "activation-of": await Activation.OnceAsync(args[1]); break;
    default: BenchmarkRunner.Run<OneRoleSearch>(SingleCalls.Config(quick)); break;
}
