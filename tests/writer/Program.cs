using System.Text;
using NasOrleans.History;
using NasOrleans.Silo.Storage;
using NasOrleans.Tests;
using NasOrleans.Tests.Writer;
using Orleans.Runtime;

// writer FOLDER loop WRITERS [COUNT]: each writer counts its own state up, "ack WRITER COUNT" on stdout after each write
// writer FOLDER measure: durable writes per second with 1, 16 and 256 writers, then reads per second of 10,000 rows
// writer FOLDER journal WRITERS: as loop, to the power journal
// writer FOLDER journal-fill: writes to the power journal until the disk is full, deletes "ballast", waits until all of it is written
// writer FOLDER fill: writes until the disk is full, deletes the file "ballast", writes on
try
{
    using var folder = DataFolder.Open(args[0]);
    using var storage = new SqliteGrainStorage(folder.StateFile);
    using var output = Console.OpenStandardOutput();
    switch (args[1])
    {
        case "loop":
            var count = args.Length > 3 ? int.Parse(args[3]) : int.MaxValue;
            await Task.WhenAll(Enumerable.Range(0, int.Parse(args[2])).Select(writer => Task.Run(() => LoopAsync(storage, writer, count))));
            break;
        case "journal":
            await JournalLoop.RunAsync(folder.Power, int.Parse(args[2]), Say);
            break;
        case "journal-fill":
            await JournalLoop.FillAsync(folder.Power, Path.Combine(folder.Root, "ballast"), Say);
            break;
        case "fill":
            await FillAsync(storage, Path.Combine(folder.Root, "ballast"));
            break;
        case "measure":
            foreach (var writers in (int[])[1, 16, 256]) Say(await Measure.WritesAsync(storage, writers, TimeSpan.FromSeconds(3)));
            Say(await Measure.ReadsAsync(storage, 10_000));
            break;
        default:
            return 2;
    }

    return 0;

    // One write call per line: nothing is acknowledged that was only buffered.
    void Say(string line) => output.Write(Encoding.UTF8.GetBytes(line + "\n"));

    async Task LoopAsync(SqliteGrainStorage storage, int writer, int count)
    {
        var grain = GrainId.Create("counter", writer.ToString());
        var state = new StoredState<Counter>();
        await storage.ReadStateAsync("counter", grain, state);
        for (var i = 0; i < count; i++)
        {
            state.State = state.State with { Value = state.State.Value + 1 };
            await storage.WriteStateAsync("counter", grain, state);
            Say($"ack {writer} {state.State.Value}");
        }
    }

    async Task FillAsync(SqliteGrainStorage storage, string ballast)
    {
        var written = 0;
        StorageException? fault;
        while ((fault = await TryWriteAsync(storage, written)) is null)
        {
            // A disk that never gets full would keep a test waiting for ever.
            if (++written == 10_000) throw new StorageException(StorageFault.Unavailable, "The disk does not get full.");
        }

        Say($"full after {written}");
        Say(fault.Message);
        File.Delete(ballast);
        Say(await TryWriteAsync(storage, written) is { } again ? again.Message : "writes again");
        for (var i = 0; i <= written; i++)
        {
            var state = new StoredState<Counter>();
            await storage.ReadStateAsync("counter", GrainId.Create("counter", i.ToString()), state);
            if (state.State.Value != i) Say($"lost {i}");
        }
    }

    async Task<StorageException?> TryWriteAsync(SqliteGrainStorage storage, int number)
    {
        var state = new StoredState<Counter> { State = new Counter { Value = number, Padding = new string('x', 4000) } };
        try
        {
            await storage.WriteStateAsync("counter", GrainId.Create("counter", number.ToString()), state);
            return null;
        }
        catch (StorageException fault)
        {
            return fault;
        }
    }
}
catch (StorageException fault)
{
    Console.Error.WriteLine($"{fault.Fault}: {fault.Message}");
    return 3;
}
