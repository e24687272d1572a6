namespace NasOrleans.Silo.Telemetry;

/// <summary>The tags of one series as a dictionary key that is looked up by a span, so that recording allocates nothing.</summary>
internal sealed class TagSet(KeyValuePair<string, object?>[] tags)
{
    public IReadOnlyList<KeyValuePair<string, object?>> Tags { get; } = tags;

    public static IEqualityComparer<TagSet> Comparer { get; } = new Equality();

    private ReadOnlySpan<KeyValuePair<string, object?>> Span => tags;

    private sealed class Equality : IEqualityComparer<TagSet>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, TagSet>
    {
        public bool Equals(TagSet? x, TagSet? y) => ReferenceEquals(x, y) || (x is not null && y is not null && Equals(x.Span, y));

        public int GetHashCode(TagSet obj) => GetHashCode(obj.Span);

        public TagSet Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => new(alternate.ToArray());

        public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, TagSet other)
        {
            if (alternate.Length != other.Span.Length) return false;
            for (var i = 0; i < alternate.Length; i++)
                if (alternate[i].Key != other.Span[i].Key || !Equals(alternate[i].Value, other.Span[i].Value)) return false;
            return true;
        }

        public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
        {
            var hash = new HashCode();
            foreach (var (name, value) in alternate)
            {
                hash.Add(name);
                hash.Add(value);
            }

            return hash.ToHashCode();
        }
    }
}
