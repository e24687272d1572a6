namespace NasOrleans.Silo.Hosting;

internal enum HostMode
{
    /// <summary>Everything, until a signal ends it.</summary>
    Serve,

    /// <summary>Nothing but the admin socket, for the time of one verb.</summary>
    Headless,
}
