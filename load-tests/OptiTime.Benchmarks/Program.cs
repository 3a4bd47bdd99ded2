using BenchmarkDotNet.Running;
using OptiTime.Benchmarks.Reporting;
using OptiTime.Benchmarks.Search;

// The figures of DESIGN §9 that are about code alone. Run with `-c Release`; `--quick` for a tenth of the calls.
BenchmarkRunner.Run<OneRoleSearch>(SingleCalls.Config(quick: args.Contains("--quick")));
