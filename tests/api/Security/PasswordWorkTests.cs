using NasOrleans.Api.Security;

namespace NasOrleans.Tests.Api.Security;

public sealed class PasswordWorkTests
{
    [Fact]
    public async Task Work_MoreThanHalfTheCoresTake_WaitsAndLeavesThePoolAlone()
    {
        using var passwords = new PasswordWork();
        using var open = new ManualResetEventSlim();
        var (running, most, onPool) = (0, 0, false);

        var all = Enumerable.Range(0, PasswordWork.Permits + 2).Select(_ => passwords.Run(Work, CancellationToken.None)).ToArray();
        await Eventually.IsTrue(() => Task.FromResult(Volatile.Read(ref running) == PasswordWork.Permits), "the first work");
        open.Set();
        await Task.WhenAll(all);

        Assert.Equal(Math.Max(1, Environment.ProcessorCount / 2), most);
        Assert.False(onPool);

        bool Work()
        {
            lock (passwords) most = Math.Max(most, ++running);
            onPool |= Thread.CurrentThread.IsThreadPoolThread;
            open.Wait();
            lock (passwords) running--;
            return true;
        }
    }
}
