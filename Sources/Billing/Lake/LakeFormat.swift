internal import Columnar

/// The columns of the lake's files: FOCUS 1.4 names, days as dates, costs as exact decimals.
enum LakeFormat {
    static let days = ["ChargePeriodStart", "ChargePeriodEnd", "BillingPeriodStart", "x_KnownOn"]
    static let costs = ["BilledCost", "EffectiveCost", "ContractedCost", "ListCost"]
    static let quantities = ["PricingQuantity", "ConsumedQuantity"]
    static let rowCount = "x_RowCount"

    /// Rows of a row group.
    static let groupRows = 131_072

    static let fields: [ParquetField] =
        Ledger.textColumns.map { ParquetField($0, .text, isNullable: true) }
        + days.map { ParquetField($0, .day, isNullable: $0 == "x_KnownOn") }
        + costs.map { ParquetField($0, .decimal) }
        + quantities.map { ParquetField($0, .decimal, isNullable: true) }
        + [ParquetField(rowCount, .integer)]

    /// The values of some rows of a ledger, in the order of ``fields``.
    static func values(_ ledger: Ledger, _ rows: Range<Int>) -> [ParquetValues] {
        let known = ledger.knownOn[rows].map { $0 != Ledger.unknownDay }
        var values = ledger.text.map { column in
            ParquetValues.text(codes: Array(column.codes[rows]), values: column.values)
        }
        values += [
            .days(Array(ledger.chargeStart[rows])), .days(Array(ledger.chargeEnd[rows])),
            .days(Array(ledger.billingStart[rows])), .days(Array(ledger.knownOn[rows]), isKnown: known),
            .decimals(Array(ledger.billedCost[rows])), .decimals(Array(ledger.effectiveCost[rows])),
            .decimals(Array(ledger.contractedCost[rows])), .decimals(Array(ledger.listCost[rows])),
        ]
        values += [ledger.pricingQuantity, ledger.consumedQuantity].map { column in
            .decimals(Array(column.units[rows]), isKnown: Array(column.isKnown[rows]))
        }
        return values + [.integers(Array(ledger.rowCount[rows]))]
    }
}
