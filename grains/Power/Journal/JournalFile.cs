using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;

namespace NasOrleans.Power.Journal;

/// <summary>
/// The journal as lines that are only ever added, each on disk before it counts. It is read whole when it is first asked for; what is
/// damaged is left out and counted. What failed halfway is cut off again before the next write.
/// </summary>
public sealed class JournalFile(string folder) : IJournalCopy, IDisposable
{
    private readonly ConcurrentDictionary<string, JournalRecord> _newest = new(StringComparer.Ordinal);
    private readonly Lock _opening = new();
    private readonly string _path = Path.Combine(folder, "journal");
    private Task? _opened;
    private SafeFileHandle? _file;
    private long _good;
    private long _live;

    public string Name => "file";

    public int Lost { get; private set; }

    /// <summary>The keys that the file holds; none when there is no file. For who must know before anything runs.</summary>
    /// <exception cref="IOException">There is one, and it cannot be read.</exception>
    public static ImmutableArray<string> KeysIn(string folder)
    {
        var path = Path.Combine(folder, "journal");
        if (!File.Exists(path)) return [];
        var (records, _) = JournalLine.DecodeAll(File.ReadAllBytes(path));
        var newest = new Dictionary<string, JournalRecord>(StringComparer.Ordinal);
        foreach (var record in records.Where(record => JournalRules.Replaces(record, newest.GetValueOrDefault(record.Key)))) newest[record.Key] = record;
        return [.. newest.Values.Where(record => record.Json is not null).Select(record => record.Key).Order(StringComparer.Ordinal)];
    }

    public async Task<JournalRecord?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        await OpenAsync();
        return _newest.GetValueOrDefault(key);
    }

    public async Task<ImmutableArray<JournalRecord>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        await OpenAsync();
        return [.. _newest.Values.Where(record => record.Key.StartsWith(prefix, StringComparison.Ordinal))];
    }

    public async Task WriteAsync(IReadOnlyCollection<JournalRecord> records, CancellationToken cancellationToken)
    {
        await OpenAsync();
        await OnThreadOfItsOwn(() => Append([.. records.Where(record => JournalRules.Replaces(record, _newest.GetValueOrDefault(record.Key)))]));
    }

    public void Dispose() => _file?.Dispose();

    // One attempt at a time, however many ask: a disk that hangs holds one thread and no more.
    private Task OpenAsync()
    {
        lock (_opening)
        {
            if (_opened is null or { IsFaulted: true }) _opened = OnThreadOfItsOwn(Load);
            return _opened;
        }
    }

    private static Task OnThreadOfItsOwn(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Load()
    {
        if (!File.Exists(_path)) return;
        var content = File.ReadAllBytes(_path);
        var (records, damaged) = JournalLine.DecodeAll(content);
        foreach (var record in records) Learn(record);
        (Lost, _good) = (damaged, content.Length);
    }

    private void Learn(JournalRecord record)
    {
        var known = _newest.GetValueOrDefault(record.Key);
        if (!JournalRules.Replaces(record, known)) return;
        _live += Size(record) - (known is null ? 0 : Size(known));
        _newest[record.Key] = record;
    }

    private static long Size(JournalRecord record) => record.Key.Length + (record.Json?.Length ?? 0) + 64;

    private void Append(ImmutableArray<JournalRecord> records)
    {
        if (records.IsEmpty) return;
        byte[] lines = [(byte)'\n', .. records.SelectMany(JournalLine.Encode)];
        try
        {
            var file = _file ??= JournalDisk.OpenToAppend(_path, _good);
            // What came before may lack its end; an empty line is none.
            var bytes = _good > 0 && !JournalDisk.EndsLine(file, _good) ? lines : lines.AsSpan(1);
            RandomAccess.Write(file, bytes, _good);
            RandomAccess.FlushToDisk(file);
            _good += bytes.Length;
        }
        catch
        {
            // Opened anew, it is cut back to what is known to be on disk.
            _file?.Dispose();
            _file = null;
            throw;
        }

        foreach (var record in records) Learn(record);
        if (JournalRules.MustCompact(_good, _live)) Compact();
    }

    private void Compact()
    {
        // Whichever of the two files has the name afterwards, it is opened anew.
        _file?.Dispose();
        _file = null;
        try
        {
            JournalDisk.Replace(_path, _newest.Values.Select(JournalLine.Encode));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What was to be written is written; there may be room for a second file another time.
        }

        _good = new FileInfo(_path).Length;
    }
}
