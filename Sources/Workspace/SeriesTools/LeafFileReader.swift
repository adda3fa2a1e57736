internal import Columnar
internal import RootCause
internal import TimeSeries

/// Reads a file of leaves: dimensions as text or whole numbers, measures as numbers.
struct LeafFileReader {
    let path: String
    let numerator: String?
    let denominator: String?

    func read() throws(WorkspaceError) -> LeafRows {
        do {
            var rows = try ColumnFile.isParquet(path) ? readParquet() : readCSV()
            guard !rows.isEmpty else {
                throw WorkspaceError(
                    .data,
                    "\(path): needs at least 1 row with \(rows.measures.names.joined(separator: " and ")), got none; check the file"
                )
            }
            rows.finish()
            return rows
        } catch let error as WorkspaceError {
            throw error
        } catch {
            throw WorkspaceError(.data, error is TimeSeriesError ? "\(path): \(error)" : "\(error)")
        }
    }

    private func readCSV() throws -> LeafRows {
        let reader = try CSVReader(path: path)
        let measures = try LeafMeasures(reader.header, self)
        var rows = LeafRows(dimensions: measures.dimensions.map { reader.header[$0] }, measures)
        var batch = CSVBatch()
        while try reader.next(&batch) {
            for row in 0..<batch.count {
                rows.append(
                    measures.dimensions.map { batch.text(row, $0) },
                    measures.places.map { ExactAmount(text: batch.text(row, $0)) }, line: batch.lines[row])
            }
            for problem in batch.problems { rows.reject("line \(problem.line): \(problem.reason)") }
        }
        return rows
    }

    private func readParquet() throws -> LeafRows {
        let reader = try ParquetReader(path: path)
        let measures = try LeafMeasures(reader.columns.map(\.name), self)
        for place in measures.dimensions {
            try ColumnFile.require(
                reader, place, reader.columns[place].isReadableAsText, "text or whole numbers")
        }
        for place in measures.places {
            try ColumnFile.require(reader, place, reader.columns[place].kind == .number, "numbers")
        }
        try reader.select(measures.dimensions + measures.places)
        let width = measures.dimensions.count
        var rows = LeafRows(dimensions: measures.dimensions.map { reader.columns[$0].name }, measures)
        var line = 1
        while try reader.next() > 0 {
            let texts = (0..<width).map { reader.texts($0) }
            let numbers = measures.places.indices.map { reader.doubles(width + $0) }
            for row in numbers[0].indices {
                line += 1
                rows.append(
                    texts.map { $0[row] ?? "" }, numbers.map { ExactAmount(shortest: $0[row]) }, line: line)
            }
        }
        return rows
    }
}

/// Which columns of a file of leaves are measures: `real` and `predict`, or those of the numerator and the denominator.
struct LeafMeasures: Sendable {
    /// Names of the columns: real, predict, and for a ratio real and predict of the denominator.
    let names: [String]
    /// Where they stand.
    let places: [Int]
    /// Where the dimensions stand.
    let dimensions: [Int]

    /// Whether there is a denominator.
    var isRatio: Bool { names.count == 4 }

    init(_ header: [String], _ file: LeafFileReader) throws {
        names = try LeafMeasures.names(header, file)
        let places = try names.map { try ColumnFile.place($0, in: header) }
        self.places = places
        dimensions = header.indices.filter { !places.contains($0) }
        guard !dimensions.isEmpty else {
            throw WorkspaceError(
                .data,
                "\(file.path): needs at least 1 dimension column beside \(names.joined(separator: " and ")), got none"
            )
        }
        guard Set(header).count == header.count else {
            throw WorkspaceError(
                .data, "\(file.path): needs columns with different names, got one name twice; rename it")
        }
    }

    private static func names(_ header: [String], _ file: LeafFileReader) throws -> [String] {
        let ratio = { (above: String, below: String) in
            ["real_" + above, "predict_" + above, "real_" + below, "predict_" + below]
        }
        switch (file.numerator, file.denominator) {
        case (let above?, let below?): return ratio(above, below)
        case (nil, nil): break
        default:
            throw WorkspaceError(
                .usage, "a ratio needs both a numerator and a denominator; name the other one too")
        }
        let pairs = header.filter { $0.hasPrefix("real_") }.map { String($0.dropFirst(5)) }
            .filter { header.contains("predict_" + $0) }
        guard !header.contains("real"), !header.contains("predict"), !pairs.isEmpty else {
            return ["real", "predict"]
        }
        guard pairs.count == 2 else {
            throw WorkspaceError(
                .data,
                "\(file.path): needs real and predict, or 2 measures for a ratio, got \(pairs.count): "
                    + "\(pairs.joined(separator: ", ")); name the numerator and the denominator")
        }
        return ratio(pairs[0], pairs[1])
    }
}

/// Leaves as they are read.
struct LeafRows: Sendable {
    let measures: LeafMeasures
    /// One a measure, in the order of `measures`.
    private(set) var columns: [ExactColumn]
    private let dimensions: [String]
    private var values: [[String]]
    private var codes: [[Int]]
    private var codeOf: [[String: Int]]
    private var leafOf: [[Int]: Int] = [:]
    private var rejected: [String] = []
    private var rejectedCount = 0
    private var repeatedCount = 0

    init(dimensions: [String], _ measures: LeafMeasures) {
        self.measures = measures
        self.dimensions = dimensions
        columns = measures.names.map { _ in ExactColumn() }
        values = dimensions.map { _ in [] }
        codes = values.map { _ in [] }
        codeOf = values.map { _ in [:] }
    }

    var isEmpty: Bool { columns[0].values.isEmpty }

    /// The leaves with the first measure.
    var table: LeafTable {
        LeafTable(
            dimensions: dimensions, values: values, codes: codes, real: columns[0].values,
            predict: columns[1].values)
    }

    var warnings: [String] {
        var lines: [String] = []
        if rejectedCount > 0 {
            lines.append("\(rejectedCount) rows left out")
            lines += rejected.map { "  " + Terminal.safe($0) }
        }
        if repeatedCount > 0 { lines.append("\(repeatedCount) rows repeat a leaf: added up") }
        return lines
    }

    mutating func append(_ texts: [String], _ amounts: [ExactAmount?], line: Int) {
        let usable = amounts.compactMap(\.self).filter { abs($0.value) <= SeriesInput.largestValue }
        guard usable.count == amounts.count else {
            let names = measures.names.joined(separator: " and ")
            return reject("line \(line): needs finite numbers in \(names); correct them")
        }
        guard usable.dropFirst(2).allSatisfy({ $0.value >= 0 }) else {
            let names = measures.names.dropFirst(2).joined(separator: " and ")
            return reject("line \(line): needs \(names) of at least 0; correct them")
        }
        let leaf = texts.indices.map { code(texts[$0], $0) }
        if let known = leafOf[leaf] {
            repeatedCount += 1
            for (k, amount) in usable.enumerated() { columns[k].add(amount, to: known) }
        } else {
            leafOf[leaf] = columns[0].values.count
            for (d, code) in leaf.enumerated() { codes[d].append(code) }
            for (k, amount) in usable.enumerated() { columns[k].append(amount) }
        }
    }

    mutating func reject(_ reason: String) {
        rejectedCount += 1
        if rejected.count < LongForm.shownCount { rejected.append(reason) }
    }

    /// Lets go of what only reading needs.
    mutating func finish() {
        leafOf = [:]
        codeOf = []
    }

    private mutating func code(_ text: String, _ dimension: Int) -> Int {
        if let known = codeOf[dimension][text] { return known }
        let code = values[dimension].count
        values[dimension].append(text)
        codeOf[dimension][text] = code
        return code
    }
}
