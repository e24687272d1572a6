namespace NasOrleans.Protocols.TrueNas;

/// <summary>How disk.temperatures wants to be asked.</summary>
internal enum TemperatureCall
{
    NamesAlone,
    NamesAndOptions,
    NamesAndThresholds,
}

/// <summary>What a release can be asked, and how.</summary>
internal sealed record Capabilities
{
    public bool PoolsHaveSizes { get; init; }

    public bool BootPoolHasPoolShape { get; init; }

    public bool HasSmart { get; init; }

    public bool ShutdownWantsReason { get; init; }

    public TemperatureCall Temperatures { get; init; }

    /// <summary>Null where nothing of the kind exists.</summary>
    public string? AppQuery { get; init; }

    public string? ContainerQuery { get; init; }

    public string? JailQuery { get; init; }

    public string UpdateQuery { get; init; } = "update.status";

    /// <summary>reporting.realtime takes an interval, and keeps to it.</summary>
    public bool RealtimeHasInterval { get; init; }

    public bool HasScram { get; init; }

    public bool HasMeWithRoles { get; init; }

    public static Capabilities Of(NasVersion version) => new()
    {
        PoolsHaveSizes = !version.IsCore,
        BootPoolHasPoolShape = !version.IsCore,
        HasSmart = version < NasVersion.V2510,
        ShutdownWantsReason = version >= NasVersion.V2504,
        Temperatures = version.IsCore ? TemperatureCall.NamesAlone
            : version < NasVersion.V2510 ? TemperatureCall.NamesAndOptions : TemperatureCall.NamesAndThresholds,
        AppQuery = version.IsCore ? null : version < NasVersion.V2410 ? "chart.release.query" : "app.query",
        ContainerQuery = version >= NasVersion.V26 ? "container.query" : version >= NasVersion.V2504 ? "virt.instance.query" : null,
        JailQuery = version.IsCore ? "jail.query" : null,
        UpdateQuery = version >= NasVersion.V2510 ? "update.status" : "update.check_available",
        RealtimeHasInterval = version >= NasVersion.V2212,
        HasScram = version >= NasVersion.V26,
        HasMeWithRoles = version >= NasVersion.V2212,
    };
}
