import Billing
import TimeSeries

/// Reads a vendor's commitment record out of a ledger.
struct CommitmentRecorder {
    private let charges: VendorCharges
    private var months: [Int: MonthSums] = [:]
    private var instruments: [UInt32: InstrumentSums] = [:]

    private struct MonthSums {
        var savings = EffectiveSavings.zero
        var covered = Money<Charged>.zero
        var used = Money<Charged>.zero
        /// Contracted cost by code of service.
        var contracted: [UInt32: Int128] = [:]
    }

    private struct InstrumentSums {
        var row: Int
        var trace: CommitmentTrace
        var services: Set<UInt32> = []
        var months: [Int: (covered: Int128, used: Int128, unused: Int128)] = [:]
        var last30 = (covered: Int128(0), paid: Int128(0))
    }

    init(_ charges: VendorCharges) {
        self.charges = charges
        let ledger = charges.ledger
        let (ids, category) = (
            ledger.codes(of: Dimension("CommitmentDiscountId")), ledger.codes(of: .chargeCategory)
        )
        let status = ledger.codes(of: Dimension("CommitmentDiscountStatus"))
        let services = ledger.codes(of: .service)
        for row in charges.rows {
            let id = ids.codes[row]
            let days = Int(ledger.chargeStart[row])..<Int(ledger.chargeEnd[row])
            switch category[row] {
            case "Usage" where days.lowerBound < charges.days.upperBound:
                let isUnused = status[row] == "Unused"
                addUsage(row, services.codes[row], isUnused: isUnused, isCovered: id != 0 && !isUnused)
                if id != 0 { addUse(row, id, services.codes[row], days, isUnused: isUnused) }
            case "Purchase" where id != 0:
                trace(id, row, days) { $0.trace.purchases.append(days) }
            default: continue
            }
        }
    }

    private mutating func addUsage(_ row: Int, _ service: UInt32, isUnused: Bool, isCovered: Bool) {
        let ledger = charges.ledger
        let effective = Money<Charged>(units: ledger.effectiveCost[row])
        var sums = months[charges.monthIndex(ofRow: row)] ?? MonthSums()
        sums.savings.effective = sums.savings.effective + effective
        if isUnused {
            sums.savings.waste = sums.savings.waste + effective
        } else {
            let contracted = Money<Charged>(units: ledger.contractedCost[row])
            sums.savings.list = sums.savings.list + Money(units: ledger.listCost[row])
            sums.savings.contracted = sums.savings.contracted + contracted
            sums.contracted[service, default: 0] += contracted.units
            if isCovered {
                sums.covered = sums.covered + contracted
                sums.used = sums.used + effective
            }
        }
        months[charges.monthIndex(ofRow: row)] = sums
    }

    private mutating func addUse(
        _ row: Int, _ id: UInt32, _ service: UInt32, _ days: Range<Int>, isUnused: Bool
    ) {
        let ledger = charges.ledger
        let (contracted, effective) = (ledger.contractedCost[row], ledger.effectiveCost[row])
        let month = charges.monthIndex(ofRow: row)
        let isLate = days.lowerBound >= charges.days.upperBound - 30
        trace(id, row, days) { sums in
            if !isUnused { sums.services.insert(service) }
            var entry = sums.months[month] ?? (0, 0, 0)
            if isUnused {
                entry.unused += effective
            } else {
                entry.covered += contracted
                entry.used += effective
                sums.trace.covered += Money<Charged>(units: contracted).approximate
                if isLate { sums.last30.covered += contracted }
            }
            sums.months[month] = entry
            sums.trace.paid += Money<Charged>(units: effective).approximate
            sums.trace.lastUse = max(sums.trace.lastUse, days.lowerBound)
            if isLate { sums.last30.paid += effective }
        }
    }

    private mutating func trace(
        _ id: UInt32, _ row: Int, _ days: Range<Int>, _ change: (inout InstrumentSums) -> Void
    ) {
        var sums =
            instruments[id]
            ?? InstrumentSums(
                row: row, trace: CommitmentTrace(seen: days.lowerBound...days.upperBound - 1))
        sums.trace.sees(days)
        change(&sums)
        instruments[id] = sums
    }

    /// The record, with the ends that people know of some commitments.
    func record(knownEnds: [String: CivilDate]) -> CommitmentRecord {
        let eligible = Set(instruments.values.flatMap(\.services))
        let names = charges.ledger.codes(of: .service).values
        let ids = charges.ledger.codes(of: Dimension("CommitmentDiscountId")).values
        let found = instruments.map { code, sums in
            (instrument(ids[Int(code) - 1], sums, names, knownEnds), sums)
        }.sorted { ($1.0.covered, $0.0.id) < ($0.0.covered, $1.0.id) }
        return CommitmentRecord(
            months: charges.shownMonths.map { month(of: $0, eligible) }, instruments: found.map(\.0),
            cliffs: found.compactMap { cliff($0.0, $0.1) }.sorted { CommitmentRecorder.order($0, $1) },
            eligibleServices: eligible.compactMap { $0 == 0 ? nil : names[Int($0) - 1] }.sorted())
    }

    private func month(of period: BillingPeriod, _ eligible: Set<UInt32>) -> CommitmentRecord.Month {
        let sums = months[VendorCharges.index(of: period)] ?? MonthSums()
        let units = sums.contracted.reduce(Int128(0)) { $0 + (eligible.contains($1.key) ? $1.value : 0) }
        return CommitmentRecord.Month(
            month: period.description, savings: sums.savings, eligible: Money(units: units),
            covered: sums.covered, used: sums.used)
    }

    private func instrument(
        _ id: String, _ sums: InstrumentSums, _ names: [String], _ knownEnds: [String: CivilDate]
    ) -> CommitmentRecord.Instrument {
        let ledger = charges.ledger
        func text(_ column: String) -> String? { ledger.codes(of: Dimension(column))[sums.row] }
        var term = sums.trace.term(in: charges.days.lowerBound..<charges.days.upperBound)
        if let end = knownEnds[id] {
            term.end = end
            term.isAssumed = false
            term.isActive = term.isActive && end.dayNumber >= charges.days.upperBound
        }
        return CommitmentRecord.Instrument(
            id: id, type: text("CommitmentDiscountType"), category: text("CommitmentDiscountCategory"),
            services: sums.services.compactMap { $0 == 0 ? nil : names[Int($0) - 1] }.sorted(), term: term,
            months: sums.months.sorted { $0.key < $1.key }.map { key, entry in
                CommitmentRecord.InstrumentMonth(
                    month: VendorCharges.period(at: key).description, covered: Money(units: entry.covered),
                    used: Money(units: entry.used), unused: Money(units: entry.unused))
            })
    }

    /// What ends with a commitment that covered something lately.
    private func cliff(_ instrument: CommitmentRecord.Instrument, _ sums: InstrumentSums)
        -> CommitmentRecord.Cliff?
    {
        guard instrument.term.isActive, sums.last30.covered != 0 else { return nil }
        return CommitmentRecord.Cliff(
            id: instrument.id, type: instrument.type, end: instrument.term.end,
            isAssumed: instrument.term.isAssumed, coveredIn30Days: Money(units: sums.last30.covered),
            extraIn30Days: Money(units: sums.last30.covered - sums.last30.paid))
    }

    private static func order(_ left: CommitmentRecord.Cliff, _ right: CommitmentRecord.Cliff) -> Bool {
        let (first, second) = (left.end?.dayNumber ?? .max, right.end?.dayNumber ?? .max)
        return first == second ? left.id < right.id : first < second
    }
}
