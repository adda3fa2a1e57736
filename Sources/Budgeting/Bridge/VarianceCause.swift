/// Why a part of the bill costs more or less than it did, or than its budget allows.
///
/// In the order in which people read a bridge.
public enum VarianceCause: String, Sendable, Hashable, Codable, CaseIterable {
    /// Growth over the last period that the budget allowed for, taken back: last period − budget.
    case budgetedGrowth
    /// The period has more or fewer days.
    case days
    /// More or less use, where no business driver says what it was for.
    case usage
    /// The business grew: use at the same use for each unit of the driver.
    case business
    /// More or less use for each unit of the business driver.
    case efficiency
    /// The same use of other kinds: SKUs, regions and accounts of one service, leaf and pricing unit.
    case mix
    /// Public unit prices.
    case listPrice
    /// The negotiated share of the public price.
    case negotiatedDiscount
    /// The share of the contracted price that is paid after commitment discounts: more or less is covered, or at other rates.
    case commitmentCoverage
    /// Commitments that nothing used.
    case unusedCommitment
    /// Unit prices, where the bill does not say which of the three it was.
    case unitPrice
    /// Use of what was not used before.
    case new
    /// Use of what is not used any more.
    case ended
    /// Purchases that happen once.
    case oneTimePurchase
    /// Credits.
    case credit
    /// Corrections of earlier bills.
    case correction
    /// Refunds and other adjustments.
    case refund
    /// Tax.
    case tax
    /// Recurring fees: support, subscriptions.
    case fee
    /// Dated changes that a plan or a scenario names: launches, migrations, promotions.
    case plannedChange
    /// Use of which the bill gives no quantity on one side, so that nothing more can be said.
    case unmetered

    /// The line of a short bridge that the cause belongs to.
    public var group: Group {
        switch self {
        case .budgetedGrowth: .budgetedGrowth
        case .days, .usage, .business, .efficiency: .usage
        case .mix: .mix
        case .listPrice, .negotiatedDiscount, .commitmentCoverage, .unusedCommitment, .unitPrice: .price
        case .new: .new
        case .ended: .ended
        case .oneTimePurchase, .credit, .correction, .refund, .tax, .fee: .oneOff
        case .plannedChange: .plannedChange
        case .unmetered: .unmetered
        }
    }

    /// A line of a short bridge.
    public enum Group: String, Sendable, Hashable, Codable, CaseIterable {
        case budgetedGrowth, usage, mix, price, new, ended, oneOff, plannedChange, unmetered
    }
}
