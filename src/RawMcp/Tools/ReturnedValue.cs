using System.Reflection;
using System.Runtime.ExceptionServices;

namespace RawMcp;

/// <summary>What a method hands back, and how the value inside it is reached: at once, or through a task.</summary>
internal sealed class ReturnedValue
{
    private static readonly MethodInfo ResultOfTask = typeof(Task<>).GetProperty(nameof(Task<>.Result))!.GetMethod!;
    private static readonly MethodInfo TaskOfValueTask = typeof(ValueTask<>).GetMethod(nameof(ValueTask<>.AsTask))!;

    private readonly MethodInvoker method;
    private readonly object? target;
    private readonly bool isTask;
    private readonly MethodInvoker? toTask;
    private readonly MethodInvoker? toResult;

    /// <summary>Looks at a method.</summary>
    public ReturnedValue(MethodInfo method, object? target)
    {
        this.method = MethodInvoker.Create(method);
        this.target = target;
        Type = method.ReturnType;
        if (Type == typeof(void) || Type == typeof(Task) || Type == typeof(ValueTask))
        {
            isTask = Type != typeof(void);
            Type = typeof(void);
        }
        else if (IsGeneric(Type, typeof(Task<>)) || IsGeneric(Type, typeof(ValueTask<>)))
        {
            IsInTask = isTask = true;
            var task = Type;
            if (IsGeneric(Type, typeof(ValueTask<>)))
            {
                var asTask = (MethodInfo)Type.GetMemberWithSameMetadataDefinitionAs(TaskOfValueTask);
                toTask = MethodInvoker.Create(asTask);
                task = asTask.ReturnType;
            }

            toResult = MethodInvoker.Create((MethodInfo)task.GetMemberWithSameMetadataDefinitionAs(ResultOfTask));
            Type = Type.GenericTypeArguments[0];
        }
    }

    /// <summary>The type of the value, without the task around it; void where there is none.</summary>
    public Type Type { get; }

    /// <summary>The value comes in a task.</summary>
    public bool IsInTask { get; }

    /// <summary>Runs the method and waits for its value.</summary>
    public async ValueTask<object?> Of(object?[] arguments)
    {
        var returned = Invoke(method, target, arguments);
        if (toTask is not null) returned = Invoke(toTask, returned, []);
        if (isTask && returned is ValueTask nothing)
        {
            await nothing;
            return null;
        }

        // By what was declared, not by what came: a method that returns object may hand back a task as its value.
        if (!isTask) return returned;
        if (returned is not Task task) throw new InvalidOperationException("The method returned null instead of a task.");
        await task;
        return toResult is null ? null : Invoke(toResult, task, []);
    }

    private static object? Invoke(MethodInvoker invoker, object? target, object?[] arguments)
    {
        try
        {
            return invoker.Invoke(target, arguments.AsSpan());
        }
        catch (TargetInvocationException e) when (e.InnerException is { } thrown)
        {
            // NativeAOT hands the exception over as it is; CoreCLR wraps it.
            ExceptionDispatchInfo.Throw(thrown);
            throw;
        }
    }

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
