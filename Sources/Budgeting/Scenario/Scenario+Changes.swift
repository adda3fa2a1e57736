public import Billing
import TimeSeries

extension Scenario {
    /// The scenario's changes without their effect: what a forecast needs to know of to have leaves for all of them.
    ///
    /// A forecast with these beside the plan's is the plan's forecast, with a place for everything that the scenario brings.
    public var placeholders: [PlannedChange] {
        (changes + drivers.flatMap { $0.changes(sizes: $0.responses.map { _ in 0 }) }).map(\.withoutEffect)
    }

    /// The scenario's own changes and its drivers' at the mean of their possible growths.
    func expectedChanges(drawCount: Int, seed: UInt64) -> [PlannedChange] {
        changes
            + drivers.flatMap { driver in
                driver.changes(
                    sizes: driver.responses.map { response in
                        driver.sizes(response.form, drawCount: drawCount, seed: seed).mean
                    })
            }
    }
}

extension DriverGrowth {
    /// One change of cost a response, of these sizes.
    func changes(sizes: [Double]) -> [PlannedChange] {
        zip(responses, sizes).map { response, size in
            var change = PlannedChange(
                kind: .driver, scope: response.scope, days: days,
                effect: .factor(max(0, 1 + response.form.weight * size)), author: driver, source: source)
            change.rampDays = rampDays
            change.name = "\(driver) → \(response.scope)"
            return change
        }
    }

    /// How much more cost there is for each unit of weight, in each of the possible futures, and on average.
    func sizes(_ form: Response.Form, drawCount: Int, seed: UInt64) -> (draws: [Double], mean: Double) {
        guard isUncertain else {
            let size = form.size(max(-1, growth.quantile(0.5)))
            return ([], size)
        }
        let draws = growth.draws(drawCount, seed: seed ^ driver.stableHash).map { form.size($0) }
        return (draws, draws.reduce(0, +) / Double(draws.count))
    }
}

extension PlannedChange {
    /// The same place and days, and nothing happens.
    fileprivate var withoutEffect: PlannedChange {
        var change = self
        switch effect {
        case .factor: change.effect = .factor(1)
        case .amount: change.effect = .amount(.zero)
        case .monthly: change.effect = .monthly(.zero)
        case .minimum: change.effect = .minimum(.zero)
        case .move(let target, _): change.effect = .move(to: target, share: 0)
        case .copy(let target, _): change.effect = .copy(to: target, factor: 0)
        }
        change.name = nil
        return change
    }
}

extension [PlannedChange] {
    /// Every dimension that the changes name, in order of name: what leaves must tell apart for them.
    public var dimensions: [Dimension] {
        var all: Set<Dimension> = []
        for change in self {
            all.formUnion(change.scope.dimensions)
            switch change.effect {
            case .move(let target, _), .copy(let target, _): all.formUnion(target.dimensions)
            case .factor, .amount, .monthly, .minimum: break
            }
        }
        return all.sorted()
    }
}

extension String {
    /// The same number for the same text on every machine: FNV-1a.
    fileprivate var stableHash: UInt64 {
        utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
