namespace OptiTime.Engine.Planners;

/// <summary>A log with what is known of it here.</summary>
/// <param name="Machine">How its state is made and decided on.</param>
/// <param name="Tail">The latest state.</param>
internal readonly record struct LogSeat<TState>(LogMachine<TState> Machine, LogTail<TState> Tail) where TState : class;
