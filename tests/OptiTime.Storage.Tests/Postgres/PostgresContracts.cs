using OptiTime.Storage.Tests.Contract;

namespace OptiTime.Storage.Tests.Postgres;

public sealed class PostgresPlanLogTests() : PlanLogContract(new PostgresFactory());

public sealed class PostgresSentAgainTests() : SentAgainContract(new PostgresFactory());

public sealed class PostgresNewsTests() : NewsContract(new PostgresFactory());

public sealed class PostgresDoubleBookingTests() : DoubleBookingContract(new PostgresFactory());

public sealed class PostgresDirectoryTests() : DirectoryContract(new PostgresFactory());

public sealed class PostgresCustomerTests() : CustomerContract(new PostgresFactory());

public sealed class PostgresDemandTests() : DemandContract(new PostgresFactory());

public sealed class PostgresHistoryTests() : HistoryContract(new PostgresFactory());

public sealed class PostgresRandomPlanTests() : RandomPlanContract(new PostgresFactory());

public sealed class PostgresLendingTests() : LendingContract(new PostgresFactory());
