/// What a line is charged for on a day.
struct LineUse: Sendable, Equatable {
    /// Use in 10⁻³ of the unit.
    var millis: Int64
    /// Prices in 10⁻⁶ of the currency.
    var listMicros: Int64
    var contractedMicros: Int64
    /// Whether the price was raised since the start.
    var isRaised: Bool

    /// Money at the negotiated price, in 10⁻⁹ of the currency.
    var contractedNanos: Int64 { millis * contractedMicros }
}

extension VendorPlan {
    /// The use of line `i` on a day, with all incidents but `without`.
    func use(of i: Int, on day: Int, incidents: [Incident], without: Int? = nil) -> LineUse {
        let line = lines[i]
        var use = LineUse(
            millis: 0, listMicros: line.listMicros, contractedMicros: line.contractedMicros, isRaised: false)
        if line.isIncidentOnly && line.incidents.contains(where: { $0 == without }) { return use }
        if let source = line.predecessor {
            let total = VendorPlan.rounded(rawMillis(lines[source], at: source, on: day))
            use.millis = total - staying(total, line.life)(day)
            return line.life.contains(day) ? use : withoutUse(use)
        }
        var factor = 1.0
        for k in line.incidents where k != without {
            factor *= incidents[k].factor(on: day)
            let rise = incidents[k].priceRise(on: day)
            if rise > 0 {
                use.listMicros = use.listMicros * (100 + rise) / 100
                use.contractedMicros = use.contractedMicros * (100 + rise) / 100
                use.isRaised = true
            }
        }
        use.millis = VendorPlan.rounded(rawMillis(line, at: i, on: day) * factor)
        if let successor = line.successor { use.millis = staying(use.millis, lines[successor].life)(day) }
        return use
    }

    private func withoutUse(_ use: LineUse) -> LineUse {
        var copy = use
        copy.millis = 0
        return copy
    }

    /// The part that has not moved yet in a migration that begins with the life of the new line and takes two weeks.
    private func staying(_ total: Int64, _ life: Range<Int>) -> (Int) -> Int64 {
        { day in
            let moved = Int64(max(0, min(VendorPlan.migrationDays, day - life.lowerBound + 1)))
            return total * (Int64(VendorPlan.migrationDays) - moved) / Int64(VendorPlan.migrationDays)
        }
    }

    /// Days from the first to the last move of a migration.
    static let migrationDays = 14

    /// About five digits, as meters give them.
    @inline(__always)
    private static func rounded(_ millis: Double) -> Int64 {
        let step: Double = millis >= 1e7 ? 1000 : millis >= 1e6 ? 100 : millis >= 1e5 ? 10 : 1
        return Int64((millis / step).rounded()) * Int64(step)
    }

    /// The morning on which the bill of a day comes, counted from the first day of the estate.
    func knownOn(_ day: Int, incidents: [Incident]) -> Int {
        var known = day + 1 + profile.lagDays
        for k in holds where incidents[k].days.contains(day) {
            if case .hold(let until) = incidents[k].effect { known = max(known, until) }
        }
        return known
    }

    /// The morning on which the use of line `i` on a day comes: some rows are one to three days late.
    func knownOn(_ i: Int, on day: Int, incidents: [Incident]) -> Int {
        var known = knownOn(day, incidents: incidents)
        let draw = noise.bits(.delivery, index << 32 | i, day)
        if Int(draw >> 33) % 1000 < profile.latePerMille { known += 1 + Int(draw & 0xFFFF) % 3 }
        return known
    }
}
