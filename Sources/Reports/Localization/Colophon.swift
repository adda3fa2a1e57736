import TimeSeries

/// What a report says about its own making and how its numbers are to be read.
enum Colophon {
    /// The basis and filter that every number has unless it says another.
    static func basis(_ context: ReportContext, _ language: Language) -> String {
        let basis = language.name(context.basis)
        return language(
            "All money is \(basis) of usage, without corrections, unless a line names another basis. "
                + "Currencies are never added together.",
            "除非另有注明，所有金额均为用量的\(basis)，不含更正。不同货币从不相加。")
    }

    /// Which run of which version made it, and where the exact numbers are.
    static func text(_ context: ReportContext, _ language: Language) -> String {
        let version = SafeText.short(context.version, limit: 40)
        return language(
            "Made by Outlay \(version) from what was known on \(context.runDay). Printed numbers are rounded so that "
                + "parts add up; the JSON report has every exact value.",
            "由 Outlay \(version) 根据 \(context.runDay) 已知的数据生成。显示的数字经过舍入且各部分之和与总数一致；JSON 报告包含全部精确值。")
    }
}
