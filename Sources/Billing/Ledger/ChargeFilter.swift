public import TimeSeries

/// Which charges of a ledger count.
public struct ChargeFilter: Sendable {
    /// FOCUS `ChargeCategory` values that count; `nil` for all.
    public var categories: Set<String>?
    /// Whether rows with `ChargeClass` = `Correction` count.
    public var includesCorrections: Bool
    /// Only what was known on this day counts; `nil` for all.
    public var knownOn: CivilDate?
    /// Only charges in this part of the bill count.
    public var scope: Scope

    /// Usage that is not a correction: the cost that people cause day by day.
    public static let usage = ChargeFilter(categories: ["Usage"], includesCorrections: false)
    /// Every charge.
    public static let all = ChargeFilter(categories: nil, includesCorrections: true)

    /// Charges with these properties.
    public init(
        categories: Set<String>?, includesCorrections: Bool, knownOn: CivilDate? = nil, scope: Scope = .total
    ) {
        self.categories = categories
        self.includesCorrections = includesCorrections
        self.knownOn = knownOn
        self.scope = scope
    }

    /// The same filter for what was known on a day.
    public func known(on day: CivilDate) -> ChargeFilter {
        var copy = self
        copy.knownOn = day
        return copy
    }
}

extension Ledger {
    /// The code of each row in a dimension and the distinct values; code 0 is null.
    ///
    /// A tag's value is read out of `Tags`.
    public func codes(of dimension: Dimension) -> TextColumn {
        if let key = dimension.tagKey { return tagColumn(key) }
        if let column = column(dimension.name) { return column }
        var none = TextColumn()
        none.codes = [UInt32](repeating: 0, count: count)
        return none
    }

    private func tagColumn(_ key: String) -> TextColumn {
        guard let tags = column("Tags") else { return TextColumn() }
        var column = TextColumn()
        var codeOf: [String: UInt32] = [:]
        var mapped: [UInt32] = [0]
        for json in tags.values {
            guard let value = TagText.value(of: key, in: json) else {
                mapped.append(0)
                continue
            }
            if let code = codeOf[value] {
                mapped.append(code)
            } else {
                column.values.append(value)
                codeOf[value] = UInt32(column.values.count)
                mapped.append(UInt32(column.values.count))
            }
        }
        column.codes = tags.codes.map { mapped[Int($0)] }
        return column
    }

    /// Which rows pass a filter and are in `currency`.
    public func rows(passing filter: ChargeFilter, in currency: Currency) -> [Bool] {
        var passes = [Bool](repeating: true, count: count)
        func require(_ column: TextColumn, _ accepts: (String?) -> Bool) {
            let acceptsCode = [accepts(nil)] + column.values.map { accepts($0) }
            for i in passes.indices where !acceptsCode[Int(column.codes[i])] { passes[i] = false }
        }
        require(codes(of: Dimension("BillingCurrency"))) { $0 == currency.code }
        if let categories = filter.categories {
            require(codes(of: .chargeCategory)) { $0.map(categories.contains) ?? false }
        }
        if !filter.includesCorrections { require(codes(of: Dimension("ChargeClass"))) { $0 != "Correction" } }
        for (dimension, value) in filter.scope.values { require(codes(of: dimension)) { $0 == value } }
        if let day = filter.knownOn {
            for i in passes.indices where knownOn[i] > Int32(day.dayNumber) { passes[i] = false }
        }
        return passes
    }
}
