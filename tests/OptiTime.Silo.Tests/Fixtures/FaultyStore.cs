using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.ExceptionServices;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Engine.Value;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Tests.Fixtures;

/// <summary>A store as silos see one across a network: others write to it too, it goes away and comes back, and loses replies.</summary>
internal sealed class FaultyStore(PlanStore inside)
{
    /// <summary>Whether it cannot be reached.</summary>
    public bool IsAway { get; set; }

    /// <summary>Whether it takes questions and answers none, as behind a network that has gone silent.</summary>
    public bool IsSilent { get; set; }

    /// <summary>How many customers it was asked for while it was silent.</summary>
    public int AskedInVain;

    /// <summary>What appends end with, in place of what they would; null for nothing special.</summary>
    public Func<Append, AppendOutcome>? Appending { get; set; }

    /// <summary>The store, for one silo.</summary>
    public PlanStore ForSilo() => new(Side<IPlanLog>(inside.Log), Side<IPlanDirectory>(inside.Directory), Side<ICustomerDirectory>(inside.Customers), Side<IDemandCounts>(inside.Demand), inside.OfferKeysAsync);

    private T Side<T>(T real) where T : class
    {
        T side = DispatchProxy.Create<T, Proxy>();
        var proxy = (Proxy)(object)side;
        (proxy.Store, proxy.Real) = (this, real);
        return side;
    }

    /// <summary>One side of the store.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "The sides derive from it when the test runs.")]
    internal class Proxy : DispatchProxy
    {
        public FaultyStore Store { get; set; } = null!;

        public object Real { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == "get_" + nameof(IPlanLog.IsShared)) return true;
            if (Store.IsAway && targetMethod.Name != nameof(IPlanLog.WaitForNewsAsync)) throw new StoreUnavailableException("The database has been pulled out.");
            if (Store.IsSilent && targetMethod.Name == nameof(IPlanLog.ReadNewsAsync)) return new ValueTask<LogNews>(new TaskCompletionSource<LogNews>().Task.WaitAsync((CancellationToken)args![1]!));
            if (Store.IsSilent && targetMethod.ReturnType == typeof(ValueTask<Customer?>))
            {
                Interlocked.Increment(ref Store.AskedInVain);
                return new ValueTask<Customer?>(new TaskCompletionSource<Customer?>().Task);
            }
            if (targetMethod.Name == nameof(IPlanLog.AppendAsync) && Store.Appending is { } appending)
                return new ValueTask<AppendOutcome>(appending((Append)args![0]!));
            try
            {
                return targetMethod.Invoke(Real, args);
            }
            catch (TargetInvocationException fault)
            {
                ExceptionDispatchInfo.Throw(fault.InnerException!);
                throw;
            }
        }
    }
}
