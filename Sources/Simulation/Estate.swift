public import TimeSeries

/// A labelled bill of seven cloud vendors, made up from a seed: what will be written, before a row of it exists.
///
///     let estate = try Estate(seed: 1, rows: 120_000)
///     try EstateWriter(estate: estate).write(to: folder)
///
/// The same seed and number of rows give the same bytes on every machine.
public struct Estate: Sendable {
    /// What all of it is drawn from.
    public let seed: UInt64
    /// How large it is.
    public let size: EstateSize
    let plans: [VendorPlan]
    let incidents: [Incident]
    let benign: [BenignEvent]
    /// Incidents that are planned but do not happen.
    let prevented: Set<String>

    /// Plans an estate.
    ///
    /// - Parameters:
    ///   - seed: What all of it is drawn from.
    ///   - rows: Charges in all bills together, kept within 5 %.
    ///   - prevented: Ids of incidents that do not happen; everything else stays the same.
    /// - Throws: ``SimulationError/size(rows:allowed:)`` for a size outside ``EstateSize/allowedRows``.
    public init(seed: UInt64, rows: Int, preventing prevented: Set<String> = []) throws(SimulationError) {
        self.seed = seed
        size = try EstateSize(rows: rows)
        self.prevented = prevented
        let noise = NoiseSource(seed: seed)
        var plans: [VendorPlan] = []
        let percent = VendorProfile.all.map(\.rowPercent).reduce(0, +)
        for index in VendorProfile.all.indices {
            var plan = try VendorPlan(index, size, noise)
            let target =
                Double(size.rows) * plan.profile.rowPercent / percent - Estate.otherRows(plan.profile)
            var maker = LineMaker(plan, size)
            plan.lines = maker.lines(filling: Int(target))
            CommitmentMaker().add(to: &plan)
            plans.append(plan)
        }
        let migration = BenignMaker().migration(in: &plans[3], start: 350)
        let incidents = IncidentMaker(noise: noise).incidents(in: &plans)
        self.incidents = incidents
        let events = (migration.map { [$0] } ?? []) + BenignMaker().events(plans)
        benign = events.sorted { $0.days.lowerBound < $1.days.lowerBound }.enumerated().map { i, event in
            var named = event
            named.id = "b-" + (i < 9 ? "0" : "") + String(i + 1)
            return named
        }
        self.plans = plans.map { Estate.without(prevented, incidents, $0) }
    }

    /// About how many rows are not the use of a line: what commitments split or leave unused, fees, taxes, credits.
    private static func otherRows(_ profile: VendorProfile) -> Double {
        let days = EstateSize.days.count
        let commitments = profile.commitments.reduce(0.0) { sum, commitment in
            let active = commitment.isRenewed ? days : min(days - commitment.startOffset, 365)
            return sum + Double(active) * (commitment.isSpend ? 1.65 : 1)
        }
        return commitments + 100
    }

    private static func without(
        _ prevented: Set<String>, _ incidents: [Incident], _ plan: VendorPlan
    ) -> VendorPlan {
        var copy = plan
        copy.holds.removeAll { prevented.contains(incidents[$0].id) }
        for i in copy.lines.indices where !copy.lines[i].incidents.isEmpty {
            if copy.lines[i].isIncidentOnly {
                if prevented.contains(incidents[copy.lines[i].incidents[0]].id) {
                    copy.lines[i].baseMillis = 0
                }
            } else {
                copy.lines[i].incidents.removeAll { prevented.contains(incidents[$0].id) }
            }
        }
        return copy
    }

    /// The days that are charged for.
    public var days: Range<CivilDate> { EstateSize.days }

    /// The ids of the incidents, in order of time.
    public var incidentIds: [String] { incidents.map(\.id) }

    /// The vendors' folder names, in the order in which they are written.
    public var vendorFolders: [String] { plans.map(\.profile.folder) }
}
