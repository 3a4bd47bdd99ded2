using OptiTime.Storage.Tests.Contract;

namespace OptiTime.Storage.Tests.Sqlite;

public sealed class SqlitePlanLogTests() : PlanLogContract(new SqliteFactory());

public sealed class SqliteSentAgainTests() : SentAgainContract(new SqliteFactory());

public sealed class SqliteNewsTests() : NewsContract(new SqliteFactory());

public sealed class SqliteDoubleBookingTests() : DoubleBookingContract(new SqliteFactory());

public sealed class SqliteDirectoryTests() : DirectoryContract(new SqliteFactory());

public sealed class SqliteCustomerTests() : CustomerContract(new SqliteFactory());

public sealed class SqliteDemandTests() : DemandContract(new SqliteFactory());

public sealed class SqliteHistoryTests() : HistoryContract(new SqliteFactory());

public sealed class SqliteRandomPlanTests() : RandomPlanContract(new SqliteFactory());

public sealed class SqliteLendingTests() : LendingContract(new SqliteFactory());
