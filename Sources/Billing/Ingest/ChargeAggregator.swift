internal import Columnar

/// Adds charges up by all their texts and dates.
struct ChargeAggregator {
    private var table = GroupTable()
    private let hasher = GroupTable.Hasher()
    /// Keys of a block of rows, row by row, and their hashes.
    private var keys: [UInt32] = []
    private var hashes: [UInt64] = []
    /// Notes of all batches.
    private(set) var notes = NoteCounter()
    /// Rows of the last batch that do not count.
    private(set) var rejected: [ChargeBatch.Failure] = []
    /// Rows of the last batch that count.
    private(set) var acceptedRows = 0
    /// Numbers that were rounded, and by how much, in 10⁻¹⁸.
    private(set) var roundedCount = 0
    private(set) var residue = 0.0

    /// What was derived and is not in the files, by code of the currency.
    private var derived: [UInt32: DerivedCosts] = [:]

    /// Groups at hand.
    var groupCount: Int { table.count }

    private static let blockRows = 1024

    /// Adds the charges of a batch that can count.
    mutating func add(_ batch: ChargeBatch, path: String) {
        rejected = batch.failures
        acceptedRows = 0
        let rules = ChargeRules(batch)
        var tally = RuleTally()
        var mayCount = [Bool](repeating: true, count: batch.count)
        for failure in batch.failures { mayCount[failure.row] = false }
        for start in stride(from: 0, to: batch.count, by: ChargeAggregator.blockRows) {
            let rows = start..<min(start + ChargeAggregator.blockRows, batch.count)
            makeKeys(batch, rows)
            for row in rows where mayCount[row] {
                if let failure = rules.failure(row, batch) {
                    rejected.append(failure)
                    continue
                }
                let costs = rules.costs(row, batch, &tally)
                rules.note(row, batch, costs, &tally)
                if ChargeRules.derives(row, batch) { addDerived(row, batch, costs) }
                let at = row - start
                let group = table.group(keys, at: at * GroupTable.keyWords, hash: hashes[at])
                add(row, batch, costs, to: group, &tally)
                acceptedRows += 1
            }
        }
        for number in batch.numbers {
            residue += number.residue
            guard number.states.contains(DecimalColumn.State.rounded.rawValue) else { continue }
            roundedCount += number.states.count { $0 == DecimalColumn.State.rounded.rawValue }
        }
        notes.merge(batch.notes)
        tally.add(to: &notes) { "\(path):\(batch.places[$0])" }
        rejectOnce()
    }

    private mutating func addDerived(_ row: Int, _ batch: ChargeBatch, _ costs: ChargeRules.Costs) {
        let currency = batch.codes[ClosedColumns.currency.index][row]
        var sums = derived[currency] ?? DerivedCosts()
        if batch.numbers[1].states[row] == 0 { sums.effective += costs.effective }
        if batch.numbers[2].states[row] == 0 { sums.contracted += costs.contracted }
        if batch.numbers[3].states[row] == 0 { sums.list += costs.list }
        derived[currency] = sums
    }

    /// What was derived since the last call, by currency; `currencies` are the texts that codes refer to.
    mutating func takeDerived(_ currencies: TextDictionary) -> [Currency: DerivedCosts] {
        var byCurrency: [Currency: DerivedCosts] = [:]
        for (code, sums) in derived {
            if let currency = Currency(currencies.text(code)) { byCurrency[currency] = sums }
        }
        derived = [:]
        return byCurrency
    }

    /// Keeps the first failure of each row, in order of row.
    private mutating func rejectOnce() {
        var seen: Set<Int> = []
        rejected = rejected.filter { seen.insert($0.row).inserted }.sorted { $0.row < $1.row }
    }

    private mutating func makeKeys(_ batch: ChargeBatch, _ rows: Range<Int>) {
        let words = GroupTable.keyWords
        if keys.isEmpty {
            keys = [UInt32](repeating: 0, count: ChargeAggregator.blockRows * words)
            hashes = [UInt64](repeating: 0, count: ChargeAggregator.blockRows)
        }
        for i in 0..<rows.count { hashes[i] = 0 }
        for column in Ledger.textColumns.indices {
            let codes = batch.codes[column]
            let factor = hasher.factor(column)
            for i in 0..<rows.count {
                let code = codes[rows.lowerBound + i]
                keys[i * words + column] = code
                hashes[i] = hashes[i] &+ UInt64(code) &* factor
            }
        }
        for k in 0..<4 {
            let column = Ledger.textColumns.count + k
            let times = batch.times[k]
            let factor = hasher.factor(column)
            for i in 0..<rows.count {
                let word = ChargeAggregator.dayWord(k, times[rows.lowerBound + i])
                keys[i * words + column] = word
                hashes[i] = hashes[i] &+ UInt64(word) &* factor
            }
        }
        for i in 0..<rows.count { hashes[i] = GroupTable.Hasher.finish(hashes[i]) }
    }

    /// The day of a time as a word of the key; the end of a period is exclusive, so that it is rounded up.
    @inline(__always)
    private static func dayWord(_ time: Int, _ seconds: Int64) -> UInt32 {
        let day: Int64
        if seconds == ChargeBatch.noTime || seconds == ChargeBatch.unreadableTime {
            day = Int64(Ledger.unknownDay)
        } else {
            let shifted = time == 1 ? seconds + ChargeRules.day - 1 : seconds
            day = shifted >= 0 ? shifted / ChargeRules.day : (shifted - ChargeRules.day + 1) / ChargeRules.day
        }
        return UInt32(bitPattern: Int32(truncatingIfNeeded: day))
    }

    private mutating func add(
        _ row: Int, _ batch: ChargeBatch, _ costs: ChargeRules.Costs, to group: Int, _ tally: inout RuleTally
    ) {
        let hasPricing = batch.numbers[4].states[row] != 0
        let hasConsumed = batch.numbers[5].states[row] != 0
        let pricing = batch.numbers[4].units[row]
        let consumed = batch.numbers[5].units[row]
        var isLost = false
        table.update(group) { sums in
            sums.billed += costs.billed
            sums.effective += costs.effective
            sums.contracted += costs.contracted
            sums.list += costs.list
            sums.rows += 1
            if hasPricing {
                let (sum, overflow) = sums.pricing.addingReportingOverflow(pricing)
                sums.pricing = sum
                sums.hasPricing = true
                sums.isPricingLost = sums.isPricingLost || overflow
                isLost = overflow
            }
            if hasConsumed {
                let (sum, overflow) = sums.consumed.addingReportingOverflow(consumed)
                sums.consumed = sum
                sums.hasConsumed = true
                sums.isConsumedLost = sums.isConsumedLost || overflow
                isLost = isLost || overflow
            }
        }
        if isLost { tally.count(.quantityTooLarge, row) }
    }

    /// The groups as a ledger whose codes refer to `dictionaries`; the table is empty after.
    mutating func takeLedger(_ dictionaries: [TextDictionary]) -> Ledger {
        var ledger = Ledger()
        let words = GroupTable.keyWords
        let count = table.count
        let keys = table.keys
        let sums = table.sums
        func word(_ k: Int) -> [UInt32] { (0..<count).map { keys[$0 * words + k] } }
        func days(_ k: Int) -> [Int32] {
            word(Ledger.textColumns.count + k).map { Int32(bitPattern: $0) }
        }
        for column in Ledger.textColumns.indices {
            ledger.text[column].values = dictionaries[column].texts
            ledger.text[column].codes = word(column)
        }
        ledger.chargeStart = days(0)
        ledger.chargeEnd = days(1)
        ledger.billingStart = days(2)
        ledger.knownOn = days(3)
        ledger.billedCost = sums.map(\.billed)
        ledger.effectiveCost = sums.map(\.effective)
        ledger.contractedCost = sums.map(\.contracted)
        ledger.listCost = sums.map(\.list)
        ledger.pricingQuantity.isKnown = sums.map { $0.hasPricing && !$0.isPricingLost }
        ledger.pricingQuantity.units = sums.map { $0.isPricingLost ? 0 : $0.pricing }
        ledger.consumedQuantity.isKnown = sums.map { $0.hasConsumed && !$0.isConsumedLost }
        ledger.consumedQuantity.units = sums.map { $0.isConsumedLost ? 0 : $0.consumed }
        ledger.rowCount = sums.map(\.rows)
        table.removeAll()
        return ledger
    }
}

/// Costs that are null in the files and derived by rule.
struct DerivedCosts {
    var effective: Int128 = 0
    var contracted: Int128 = 0
    var list: Int128 = 0
}
