using NasOrleans.Simulators.TrueNas.Estate.Alerts;
using NasOrleans.Simulators.TrueNas.Estate.Apps;
using NasOrleans.Simulators.TrueNas.Estate.Datasets;
using NasOrleans.Simulators.TrueNas.Estate.Drives;
using NasOrleans.Simulators.TrueNas.Estate.HighAvailability;
using NasOrleans.Simulators.TrueNas.Estate.Machines;
using NasOrleans.Simulators.TrueNas.Estate.Network;
using NasOrleans.Simulators.TrueNas.Estate.Pools;
using NasOrleans.Simulators.TrueNas.Estate.Reporting;
using NasOrleans.Simulators.TrueNas.Estate.Services;
using NasOrleans.Simulators.TrueNas.Estate.Shares;
using NasOrleans.Simulators.TrueNas.Estate.Smart;
using NasOrleans.Simulators.TrueNas.Estate.Tasks;
using NasOrleans.Simulators.TrueNas.Estate.Updates;
using NasOrleans.Simulators.TrueNas.Estate.Ups;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Estate;

/// <summary>Joins the methods of everything that a NAS has.</summary>
internal sealed class EstateMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        .. DiskMethods.All, .. TemperatureMethods.All, .. WipeMethods.All, .. SmartMethods.All, .. SmartTestMethods.All, .. SmartScheduleMethods.All,
        .. PoolMethods.All, .. ZpoolMethods.All, .. DatasetMethods.All, .. TaskMethods.All, .. CronMethods.All, .. ShareMethods.All,
        .. AlertMethods.All, .. NetworkMethods.All, .. ServiceMethods.All, .. UpsMethods.All, .. UpdateMethods.All,
        .. AppMethods.All, .. MachineMethods.All, .. FailoverMethods.All, .. ReportingMethods.All,
    ];

    public static IEnumerable<EventSource> Sources =>
    [
        .. AlertMethods.Sources, .. SmartTestMethods.Sources, .. TaskMethods.Sources, .. ServiceMethods.Sources, .. UpdateMethods.Sources,
        .. AppMethods.Sources, .. MachineMethods.Sources, .. FailoverMethods.Sources, .. ReportingMethods.Sources,
    ];
}
