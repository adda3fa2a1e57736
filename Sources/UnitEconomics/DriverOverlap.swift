import LinearAlgebra
import Regression
import Statistics

/// What else explains a relation to a driver: another driver of the same cost.
public enum DriverOverlap: Sendable, Hashable {
    /// The drivers move together: the data cannot tell which of them the cost follows.
    case inseparable(from: [String])
    /// Once these are known, this driver says nothing more of the cost.
    case addsNothing(beyond: [String])

    /// A sentence for people: `cannot separate orders from users`.
    public func sentence(for driver: String) -> String {
        switch self {
        case .inseparable(let others): "cannot separate \(driver) from \(others.joined(separator: ", "))"
        case .addsNothing(let others): "\(driver) adds nothing beyond \(others.joined(separator: ", "))"
        }
    }
}

extension CostDriverModel {
    /// A driver that a cost follows.
    public struct RelatedDriver: Sendable {
        let name: String
        let history: PreparedHistory
        let lag: Int

        /// A driver with the relation that was found.
        public init(name: String, history: PreparedHistory, relation: CostRelation) {
            self.name = name
            self.history = history
            lag = relation.lag
        }
    }

    /// Which of several drivers of one cost are told apart by the data: nothing is said of those that are.
    ///
    /// Each period's news of the cost is regressed on the news of all drivers. A variance inflation above 10 means that
    /// a driver is nearly a sum of the others.
    ///
    /// - Parameters:
    ///   - cost: The cost.
    ///   - drivers: Drivers that it follows, no two with the same name.
    /// - Returns: What else explains a relation, by the driver's name.
    public func overlaps(of cost: PreparedHistory, among drivers: [RelatedDriver]) -> [String: DriverOverlap]
    {
        guard drivers.count >= 2 else { return [:] }
        let news = drivers.map { driver in
            cost.innovations.indices.map {
                $0 >= driver.lag ? driver.history.innovations[$0 - driver.lag] : nil
            }
        }
        let rows = cost.innovations.indices.filter { t in
            cost.innovations[t] != nil && news.allSatisfy { $0[t] != nil }
        }
        let columns = zip(drivers, news).map { driver, news in (driver.name, rows.compactMap { news[$0] }) }
        guard let design = try? DesignMatrix([("", rows.map { _ in 1 })] + columns),
            let model = try? LinearModel(design, response: rows.compactMap { cost.innovations[$0] }),
            let collinearity = try? model.collinearity(),
            let inference = try? model.inference(.heteroscedastic(.hc3))
        else { return [:] }
        var overlaps: [String: DriverOverlap] = [:]
        for (j, column) in columns.enumerated() {
            let others = columns.indices.filter { $0 != j }
            guard let place = model.names.firstIndex(of: column.0),
                (collinearity.varianceInflation[place] ?? 0) <= 10
            else {
                let close = others.filter { abs(columns[$0].1.correlation(with: column.1)) > 0.7 }
                overlaps[column.0] = .inseparable(
                    from: (close.isEmpty ? others : close).map { columns[$0].0 })
                continue
            }
            guard inference.coefficients[place] <= 0 || inference.pValues[place] > 0.1 else { continue }
            overlaps[column.0] = .addsNothing(beyond: others.map { columns[$0].0 })
        }
        return overlaps
    }
}
