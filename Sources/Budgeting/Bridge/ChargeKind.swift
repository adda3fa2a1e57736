import Billing

/// What a charge is to a bridge: use, which has quantities and prices, or something that is compared as an amount.
enum ChargeKind: UInt8, CaseIterable {
    case use, unusedCommitment, oneTimePurchase, credit, correction, refund, tax, fee

    /// The cause that a change of such charges is; `nil` for use, which has several.
    var cause: VarianceCause? {
        switch self {
        case .use: nil
        case .unusedCommitment: .unusedCommitment
        case .oneTimePurchase: .oneTimePurchase
        case .credit: .credit
        case .correction: .correction
        case .refund: .refund
        case .tax: .tax
        case .fee: .fee
        }
    }

    /// Whether such charges are expected to go on.
    var isRecurring: Bool {
        switch self {
        case .use, .unusedCommitment, .tax, .fee: true
        case .oneTimePurchase, .credit, .correction, .refund: false
        }
    }
}

extension Ledger {
    /// The kind of each of some rows.
    func chargeKinds(ofRows rows: [Int]) -> [ChargeKind] {
        let category = codes(of: .chargeCategory)
        let kinds = [ChargeKind.use] + category.values.map { ChargeKind(category: $0) }
        let correction = codes(of: Dimension("ChargeClass")).rows(with: "Correction")
        let oneTime = codes(of: Dimension("ChargeFrequency")).rows(with: "One-Time")
        let unused = codes(of: Dimension("CommitmentDiscountStatus")).rows(with: "Unused")
        return rows.map { row in
            let kind = kinds[Int(category.codes[row])]
            if correction(row) { return .correction }
            if kind == .fee, oneTime(row) { return .oneTimePurchase }
            return kind == .use && unused(row) ? .unusedCommitment : kind
        }
    }
}

extension ChargeKind {
    /// The kind of a FOCUS `ChargeCategory`.
    fileprivate init(category: String) {
        switch category {
        case "Purchase": self = .fee
        case "Credit": self = .credit
        case "Adjustment": self = .refund
        case "Tax": self = .tax
        default: self = .use
        }
    }
}

extension Ledger.TextColumn {
    /// Whether a row has this text.
    fileprivate func rows(with text: String) -> (Int) -> Bool {
        guard let place = values.firstIndex(of: text) else { return { _ in false } }
        return { [codes] in codes[$0] == UInt32(place + 1) }
    }
}
