import LinearAlgebra

/// What moves quantities by itself: the days of the period and, where it is known, the business.
struct Moved {
    let days: BridgeFactor
    let driver: BridgeFactor?
}

/// What moved the total quantity of a group of items: the days of the period, the business, and the rest.
struct GroupVolume {
    private let total: BridgeFactor
    private let contributions: [(cause: VarianceCause, amount: DoubleDouble)]

    /// A total quantity, above 0 on both sides, with the days and the driver of both periods.
    init(_ total: BridgeFactor, _ moved: Moved) {
        self.total = total
        let days = moved.days
        let daily = total.divided(by: days)
        guard let driver = moved.driver else {
            contributions = [
                (.days, days.contribution(daily, .one)), (.usage, daily.contribution(days, .one)),
            ]
            return
        }
        let business = driver.divided(by: days)
        let efficiency = total.divided(by: driver)
        contributions = [
            (.days, days.contribution(business, efficiency)),
            (.business, business.contribution(days, efficiency)),
            (.efficiency, efficiency.contribution(days, business)),
        ]
    }

    /// What the change of an item's quantity does at its mean price, by cause.
    ///
    /// - Parameters:
    ///   - share: The item's share of the total quantity.
    ///   - price: The item's mean price.
    /// - Returns: Amounts, some of which may be 0.
    func parts(share: BridgeFactor, price: DoubleDouble) -> [(cause: VarianceCause, amount: DoubleDouble)] {
        let weight = share.mean * price
        let mix = share.isUnchanged ? DoubleDouble(0) : (share.after - share.before) * total.mean * price
        return contributions.map { ($0.cause, $0.amount * weight) } + [(.mix, mix)]
    }
}
