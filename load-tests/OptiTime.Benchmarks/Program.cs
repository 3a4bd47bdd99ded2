using BenchmarkDotNet.Running;
using OptiTime.Benchmarks.Growth;
using OptiTime.Benchmarks.Optimization;
using OptiTime.Benchmarks.Repair;
using OptiTime.Benchmarks.Reporting;
using OptiTime.Benchmarks.Search;
using OptiTime.Benchmarks.Territory;

// The figures of DESIGN §9 that are about code alone; `load-tests/RESULTS.md` says which command gives which. Run with `-c Release`;
// `--quick` for a tenth of the calls.
bool quick = args.Contains("--quick");
switch (args.FirstOrDefault())
{
    case "growth": await GrowthTables.ReportAsync(quick); break;
    case "groups": await GroupTable.ReportAsync(quick); break;
    case "impact": await ImpactTable.ReportAsync(quick); break;
    case "solve": SolveTable.Report(args, quick); break;
    case "repair": RepairTable.Report(quick); break;
    case "memory": BoardMemory.Report(); break;
    case "activation": await Activation.ReportAsync(); break;
    case "activation-of": await Activation.OnceAsync(args[1]); break;
    case null or "--quick": BenchmarkRunner.Run<OneRoleSearch>(SingleCalls.Config(quick)); break;
    default:
        Console.WriteLine("""
            Figures about code alone, as tables in Markdown:
              (nothing)     one-role slot search beside a bare loop; about a minute
              growth        how a query grows with resources, days, bookings and history; some minutes
              groups        several roles at once, and a course of three days
              impact        what offers that move others take to find
              solve         public routing instances against the best known: --set solomon|homberger|homberger-all|technician, --seconds or --rounds N, --seed S
              repair        putting back what an absence leaves undone in a full day
              memory        what a stop takes on a board
              activation    how long a territory takes to come into memory
            Each takes --quick, for a tenth of the calls.
            """);
        return args[0] is "--help" or "-h" or "-?" ? 0 : 2;
}
return 0;
