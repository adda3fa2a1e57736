internal import Columnar

/// The texts of a column of a file as they stand there.
struct RawTexts: Sendable {
    var dictionary = TextDictionary()
    var memory = TextMemory()
}

/// Gives each text of a bill its code: canonical texts numbered by column, over all files of a delivery.
struct TextEncoder: Sendable {
    /// A column of the file that texts come from.
    private struct Source {
        var raw = RawTexts()
        /// The canonical code and the note of each raw code.
        var canonical: [UInt32] = [0]
        var notes: [ConformanceRule?] = [nil]
        var hasNotes = false
    }

    /// The canonical texts of each of ``Ledger/textColumns``.
    private(set) var dictionaries = Ledger.textColumns.map { _ in TextDictionary() }
    private var sources: [[Source]] = []
    private let rules = Ledger.textColumns.map { CanonicalText.rule(of: $0) }
    private var closed = ClosedColumns.allCases.map { _ in [String]() }
    private var scratch: [UInt32] = []
    private let textBound: Int

    /// No texts yet.
    init(textBound: Int) {
        self.textBound = textBound
    }

    /// Starts a file, whose texts come from other columns; canonical codes go on.
    mutating func start(_ layout: FOCUSLayout) {
        sources = layout.texts.map { $0.map { _ in Source() } }
    }

    /// Starts all dictionaries anew if they hold too much.
    mutating func retireIfLarge(_ batch: inout ChargeBatch) {
        let bytes =
            dictionaries.reduce(0) { $0 + $1.byteCount }
            + sources.joined().reduce(0) { $0 + $1.raw.dictionary.byteCount }
        guard bytes > textBound else { return }
        batch.retired = dictionaries
        dictionaries = Ledger.textColumns.map { _ in TextDictionary() }
        sources = sources.map { $0.map { _ in Source() } }
        closed = ClosedColumns.allCases.map { _ in [] }
    }

    /// Encodes all text columns of a batch.
    ///
    /// - Parameters:
    ///   - layout: Where the texts are.
    ///   - batch: Gets the codes, with `count` and `places` set.
    ///   - place: Names a row in notes.
    ///   - read: Writes the raw codes of a column of the file.
    mutating func encode(
        _ layout: FOCUSLayout, _ batch: inout ChargeBatch, place: (Int) -> String,
        read: (Int, inout RawTexts, inout [UInt32]) -> Void
    ) {
        for column in layout.texts.indices {
            if batch.codes[column].count != batch.count {
                batch.codes[column] = [UInt32](repeating: 0, count: batch.count)
            }
            for (k, fileColumn) in layout.texts[column].enumerated() {
                if k > 0, !batch.codes[column].contains(0) { break }
                read(fileColumn, &sources[column][k].raw, &scratch)
                understand(column, k)
                note(column, k, &batch, place)
                apply(sources[column][k].canonical, isFirst: k == 0, to: &batch.codes[column])
                if k > 0 || layout.isFallback(column, k) {
                    noteDerived(column, &batch, place)
                }
            }
            if layout.texts[column].isEmpty {
                for i in batch.codes[column].indices { batch.codes[column][i] = 0 }
            }
        }
        for (i, column) in ClosedColumns.allCases.enumerated()
        where closed[i].count != dictionaries[column.index].count {
            closed[i] = dictionaries[column.index].texts
        }
        batch.closedTexts = closed
    }

    /// Reads the texts that came new with the last batch.
    private mutating func understand(_ column: Int, _ k: Int) {
        let known = sources[column][k].canonical.count
        let count = sources[column][k].raw.dictionary.count + 1
        guard known < count else { return }
        for code in known..<count {
            let text = sources[column][k].raw.dictionary.text(UInt32(code))
            let (canonical, note) = CanonicalText.read(text, by: rules[column])
            sources[column][k].canonical.append(canonical.map { dictionaries[column].code(of: $0) } ?? 0)
            sources[column][k].notes.append(note)
            if note != nil { sources[column][k].hasNotes = true }
        }
    }

    private func note(_ column: Int, _ k: Int, _ batch: inout ChargeBatch, _ place: (Int) -> String) {
        guard sources[column][k].hasNotes else { return }
        let notes = sources[column][k].notes
        for (row, code) in scratch.enumerated() {
            guard let rule = notes[Int(code)] else { continue }
            batch.notes.add(rule, column: Ledger.textColumns[column], at: place(row))
        }
    }

    private func apply(_ canonical: [UInt32], isFirst: Bool, to codes: inout [UInt32]) {
        if isFirst {
            for i in codes.indices { codes[i] = canonical[Int(scratch[i])] }
        } else {
            for i in codes.indices where codes[i] == 0 { codes[i] = canonical[Int(scratch[i])] }
        }
    }

    private func noteDerived(_ column: Int, _ batch: inout ChargeBatch, _ place: (Int) -> String) {
        let rule: ConformanceRule = column == 0 ? .providerDerived : .issuerDerived
        guard let first = batch.codes[column].firstIndex(where: { $0 != 0 }) else { return }
        batch.notes.add(rule, count: batch.codes[column].count { $0 != 0 }, at: place(first))
    }
}

/// The text columns that rules look at.
enum ClosedColumns: Int, CaseIterable {
    case currency, category, chargeClass, frequency, pricingCategory

    /// The column's place in ``Ledger/textColumns``.
    var index: Int { ClosedColumns.indices[rawValue] }

    private static let indices = [
        "BillingCurrency", "ChargeCategory", "ChargeClass", "ChargeFrequency", "PricingCategory",
    ].map { Ledger.textColumns.firstIndex(of: $0) ?? 0 }
}

extension FOCUSLayout {
    /// Whether choice `k` for a text column is another column than the one of that name.
    func isFallback(_ column: Int, _ k: Int) -> Bool {
        names[texts[column][k]] != Ledger.textColumns[column]
    }
}
