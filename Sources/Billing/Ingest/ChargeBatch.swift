internal import Columnar

/// Some charges as they stand in a file, column by column, with texts and times already understood.
struct ChargeBatch: Sendable {
    /// A row that cannot count, found while reading.
    struct Failure: Sendable {
        let row: Int
        let column: String
        let fault: String
        let got: String
    }

    /// Stands for a time that is null.
    static let noTime = Int64.min
    /// Stands for a time that cannot be read.
    static let unreadableTime = Int64.max

    /// Charges in the batch.
    var count = 0
    /// Codes of each of ``Ledger/textColumns`` in the dictionaries of the ``TextEncoder``.
    var codes = [[UInt32]](repeating: [], count: Ledger.textColumns.count)
    /// Seconds since 1970-01-01 UTC for each ``FOCUSLayout/Time``.
    var times = [[Int64]](repeating: [], count: FOCUSLayout.Time.allCases.count)
    /// Values of each ``FOCUSLayout/Number``.
    var numbers = [DecimalColumn](repeating: DecimalColumn(), count: FOCUSLayout.Number.allCases.count)
    /// The line or row number of each charge.
    var places: [Int] = []
    /// Rows among these that cannot count.
    var failures: [Failure] = []
    /// Records that are no rows at all, with their lines.
    var problems: [CSVBatch.Problem] = []
    /// The texts by code of the columns that rules look at.
    var closedTexts: [[String]] = []
    /// Notes on this batch.
    var notes = NoteCounter()
    /// Dictionaries that codes before this batch refer to, when they were started anew.
    var retired: [TextDictionary]?

    mutating func clear() {
        count = 0
        failures.removeAll(keepingCapacity: true)
        problems.removeAll(keepingCapacity: true)
        notes = NoteCounter()
        retired = nil
        for k in numbers.indices { numbers[k].residue = 0 }
    }
}

/// A bill as batches of charges.
protocol ChargeSource {
    /// The columns that were found.
    var layout: FOCUSLayout { get }
    /// The dictionaries of the texts read so far.
    var encoder: TextEncoder { get }
    /// Reads the next charges into `batch`; `false` at the end.
    mutating func next(_ batch: inout ChargeBatch) throws(BillingError) -> Bool
}
