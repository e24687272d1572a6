using Orleans;

namespace NasOrleans.Access;

/// <summary>What a caller may do. Viewer, operator and admin include each other upwards; ingest stands apart.</summary>
[GenerateSerializer, Alias("nas.role")]
public enum Role
{
    Viewer,
    Operator,
    Admin,
    Ingest,
}
