namespace NasOrleans.Solo.Calls;

/// <summary>
/// The calls that wait for an answer. One sweep a second finds the late ones, which is much cheaper than a timer for each
/// call; the stripes keep callers on different processors out of each other's way.
/// </summary>
internal sealed class CallDeadlines
{
    private readonly Stripe[] _stripes = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Stripe())];

    internal void Add(Call call)
    {
        call.Stripe = Thread.GetCurrentProcessorId() % _stripes.Length;
        _stripes[call.Stripe].Add(call);
    }

    internal void Remove(Call call)
    {
        if (call.Stripe >= 0) _stripes[call.Stripe].Remove(call);
    }

    internal void Sweep(long now)
    {
        foreach (var call in _stripes.SelectMany(stripe => stripe.Where(call => call.Deadline <= now))) call.TimeOut();
    }

    internal void FailAll()
    {
        foreach (var call in _stripes.SelectMany(stripe => stripe.Where(_ => true))) call.FailUnavailable();
    }

    private sealed class Stripe
    {
        private readonly Lock _lock = new();
        private Call? _first;

        internal void Add(Call call)
        {
            lock (_lock)
            {
                call.Later = _first;
                if (_first is not null) _first.Earlier = call;
                _first = call;
            }
        }

        internal void Remove(Call call)
        {
            lock (_lock)
            {
                if (call.Earlier is not null) call.Earlier.Later = call.Later;
                else if (ReferenceEquals(_first, call)) _first = call.Later;
                if (call.Later is not null) call.Later.Earlier = call.Earlier;
                call.Earlier = call.Later = null;
            }
        }

        internal List<Call> Where(Predicate<Call> wanted)
        {
            var found = new List<Call>();
            lock (_lock)
            {
                for (var call = _first; call is not null; call = call.Later)
                {
                    if (wanted(call)) found.Add(call);
                }
            }
            return found;
        }
    }
}
