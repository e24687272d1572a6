using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Solo.Calls;

/// <summary>A method of a grain interface: what its attributes ask for, and a compiled way to call it.</summary>
internal abstract class GrainMethod
{
    private static readonly ConcurrentDictionary<MethodInfo, GrainMethod> Known = new();

    private readonly Func<object, object?[], Task> _invoke;

    protected GrainMethod(MethodInfo method)
    {
        Name = method.Name;
        OneWay = method.ReturnType == typeof(void) || method.IsDefined(typeof(OneWayAttribute));
        AlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        ReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        Timeout = (method.GetCustomAttribute<ResponseTimeoutAttribute>()
            ?? method.DeclaringType!.GetCustomAttribute<ResponseTimeoutAttribute>())?.Timeout;
        _invoke = Compile(method);
    }

    internal string Name { get; }

    internal bool OneWay { get; }

    internal bool AlwaysInterleave { get; }

    internal bool ReadOnly { get; }

    internal TimeSpan? Timeout { get; }

    internal static GrainMethod Of(MethodInfo method) => Known.GetOrAdd(method, static method =>
        (GrainMethod)Activator.CreateInstance(typeof(GrainMethod<>).MakeGenericType(ResultOf(method)), method)!);

    internal Task Invoke(object grain, object?[] arguments) => _invoke(grain, arguments);

    internal abstract Task Send(Reference target, object?[] arguments);

    private static Type ResultOf(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(void) || type == typeof(Task)) return typeof(NoResult);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) && !method.IsDefined(typeof(OneWayAttribute)))
            return type.GenericTypeArguments[0];
        throw new NotSupportedException(
            $"{method.DeclaringType!.Name}.{method.Name} returns {type.Name}; a grain method returns Task or Task<T>, a one-way method Task.");
    }

    private static Func<object, object?[], Task> Compile(MethodInfo method)
    {
        var target = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var call = Expression.Call(
            Expression.Convert(target, method.DeclaringType!),
            method,
            method.GetParameters().Select((parameter, index) =>
                Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(index)), parameter.ParameterType)));
        Expression body = method.ReturnType == typeof(void) ? Expression.Block(call, Expression.Constant(Task.CompletedTask)) : call;
        return Expression.Lambda<Func<object, object?[], Task>>(body, target, arguments).Compile();
    }

    private readonly struct NoResult;
}

internal sealed class GrainMethod<T>(MethodInfo method) : GrainMethod(method)
{
    internal override Task Send(Reference target, object?[] arguments)
    {
        var call = new Call<T>(target, this, arguments);
        target.Runtime.Send(call);
        return OneWay ? Task.CompletedTask : call.Promise;
    }
}
