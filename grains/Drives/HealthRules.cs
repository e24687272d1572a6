using System.Collections.Immutable;

namespace NasOrleans.Drives;

/// <summary>How a drive is, from whatever of it a login may read: the same drive is not well to one and failing to another.</summary>
internal static class HealthRules
{
    /// <summary>
    /// It fails when it says so, when an attribute is below its threshold now, or when the last self-test that came to its end failed.
    /// It is well when it says so, or when of attributes with thresholds none fails. Counters alone, as SAS and NVMe drives have, and
    /// tests that passed one day do not make it well.
    /// </summary>
    public static SmartHealth Of(SmartHealth said, ImmutableArray<SmartAttribute> attributes, ImmutableArray<SelfTest> newestFirst) =>
        said == SmartHealth.Failed || attributes.Any(attribute => attribute.WhenFailed == "now") || LastTestFailed(newestFirst) ? SmartHealth.Failed
        : said == SmartHealth.Passed || attributes.Any(attribute => attribute.Number > 0) ? SmartHealth.Passed
        : SmartHealth.Unknown;

    private static bool LastTestFailed(ImmutableArray<SelfTest> newestFirst) =>
        newestFirst.FirstOrDefault(test => test.Result is SelfTestResult.Passed or SelfTestResult.Failed)?.Result == SelfTestResult.Failed;
}
