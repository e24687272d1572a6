namespace NasOrleans.Simulators.Ups.Profiles;

/// <summary>What may be written, and within which bounds.</summary>
internal static class SettingVariables
{
    public static Variable Of(string name, bool mayWrite)
    {
        var setting = Variable.Setting(name);
        setting = name switch
        {
            "battery.charge.low" or "battery.charge.warning" or "battery.charge.restart" => setting with { Ranges = [(0, 100)] },
            "input.transfer.low" => setting with { Ranges = [(160, 210)] },
            "input.transfer.high" => setting with { Ranges = [(240, 290)] },
            "input.sensitivity" => setting with { Length = 10, Choices = ["low", "medium", "high"] },
            "ups.beeper.status" => setting with { Length = 10, Choices = ["enabled", "disabled", "muted"] },
            "battery.date" => setting with { Length = 16 },
            "ups.id" => setting with { Length = 8 },
            _ => setting,
        };
        return setting with { IsWritable = mayWrite };
    }
}
