internal import TimeSeries

/// The sums that a report states, over the parts of a ledger.
struct LedgerSums {
    private struct Key: Hashable {
        let month: BillingPeriod
        let statement: StatementKey
        let currency: Currency
    }

    private var byCurrency: [Currency: IngestReport.Sum] = [:]
    private var byStatement: [Key: IngestReport.Statement] = [:]

    /// Adds all rows of a ledger.
    mutating func add(_ ledger: Ledger) {
        let provider = ledger.text[0]
        let account = ledger.text[2]
        let currency = ledger.text[ClosedColumns.currency.index]
        var rowsOf: [[Int32]: [Int]] = [:]
        for row in 0..<ledger.count {
            let key = [
                ledger.billingStart[row], Int32(bitPattern: provider.codes[row]),
                Int32(bitPattern: account.codes[row]), Int32(bitPattern: currency.codes[row]),
            ]
            rowsOf[key, default: []].append(row)
        }
        for rows in rowsOf.values {
            let row = rows[0]
            guard let code = currency[row].flatMap({ Currency($0) }) else { continue }
            let month = BillingPeriod(
                containing: CivilDate(dayNumber: Int(ledger.billingStart[row])))
            let statement = StatementKey(provider: provider[row], account: account[row])
            add(ledger, rows, Key(month: month, statement: statement, currency: code))
        }
    }

    private mutating func add(_ ledger: Ledger, _ rows: [Int], _ key: Key) {
        let count = Int(rows.reduce(0) { $0 + ledger.rowCount[$1] })
        let billed = rows.reduce(Int128(0)) { $0 + ledger.billedCost[$1] }
        let effective = rows.reduce(Int128(0)) { $0 + ledger.effectiveCost[$1] }
        var sum = byCurrency[key.currency] ?? IngestReport.Sum(currency: key.currency)
        sum.rows += count
        sum.billedCost += Money(units: billed)
        sum.effectiveCost += Money(units: effective)
        sum.contractedCost += Money(units: rows.reduce(0) { $0 + ledger.contractedCost[$1] })
        sum.listCost += Money(units: rows.reduce(0) { $0 + ledger.listCost[$1] })
        byCurrency[key.currency] = sum
        var statement =
            byStatement[key]
            ?? IngestReport.Statement(
                month: key.month.description, key: key.statement, currency: key.currency)
        statement.rows += count
        statement.billedCost += Money(units: billed)
        statement.effectiveCost += Money(units: effective)
        byStatement[key] = statement
    }

    /// Tells what was derived apart from what is in the files.
    mutating func take(_ derived: [Currency: DerivedCosts]) {
        for (currency, costs) in derived {
            guard var sum = byCurrency[currency] else { continue }
            sum.effectiveCost -= Money(units: costs.effective)
            sum.contractedCost -= Money(units: costs.contracted)
            sum.listCost -= Money(units: costs.list)
            sum.derivedEffectiveCost += Money(units: costs.effective)
            sum.derivedContractedCost += Money(units: costs.contracted)
            sum.derivedListCost += Money(units: costs.list)
            byCurrency[currency] = sum
        }
    }

    /// The sums in order of currency.
    var sums: [IngestReport.Sum] { byCurrency.values.sorted { $0.currency < $1.currency } }

    /// The statements in order of month, provider, account and currency.
    var statements: [IngestReport.Statement] {
        byStatement.sorted {
            ($0.key.month, $0.key.statement, $0.key.currency)
                < ($1.key.month, $1.key.statement, $1.key.currency)
        }
        .map(\.value)
    }
}
