import Billing
import Statistics
import TimeSeries

/// Finds days on which the unit prices of a service stepped and stayed.
struct PriceSteps {
    /// Least step, as a share of the price: below it is rounding.
    private static let leastStep = 0.005
    /// Days with charges on either side of a step that its prices are taken from.
    private static let window = 7
    /// Days on either side that must be there.
    private static let leastDays = 3
    /// Days between a step and a contract's date that explains it.
    private static let contractDays = 31

    private struct Found {
        let line: Int
        let day: Int
        let before: Double
        let after: Double
        let listChange: Double
        let paidSince: Double
        let yearAhead: Double
        let weight: Double
    }

    /// The steps by service and day, newest first.
    static func steps(_ reader: PriceReader, contractDays dates: [CivilDate]) -> [PriceStep] {
        let ledger = reader.charges.ledger
        let (services, skus) = (ledger.codes(of: .service), ledger.codes(of: .sku))
        var groups: [String: [Int: [Found]]] = [:]
        for (index, line) in reader.lines.enumerated() {
            guard ledger.codes(of: Dimension("PricingCategory"))[line.row] != "Dynamic" else { continue }
            for found in steps(of: line, index) {
                groups[services[line.row] ?? "–", default: [:]][found.day, default: []].append(found)
            }
        }
        return groups.flatMap { service, days in
            days.map { day, members in
                let date = CivilDate(dayNumber: reader.charges.days.lowerBound + day)
                let names = Set(members.map { skus[reader.lines[$0.line].row] ?? "–" })
                return step(service, date, names.sorted(), members, dates)
            }
        }.sorted { ($1.day, $0.service) < ($0.day, $1.service) }
    }

    private static func step(
        _ service: String, _ date: CivilDate, _ skus: [String], _ members: [Found], _ dates: [CivilDate]
    ) -> PriceStep {
        let weight = members.reduce(0) { $0 + $1.weight }
        func mean(_ value: (Found) -> Double) -> Double {
            weight > 0 ? members.reduce(0) { $0 + $1.weight * value($1) } / weight : value(members[0])
        }
        let near = dates.min { abs($0.distance(to: date)) < abs($1.distance(to: date)) }
        return PriceStep(
            service: service, day: date, skus: skus, change: mean { $0.after / $0.before - 1 },
            listChange: mean(\.listChange),
            contractDay: near.flatMap { abs($0.distance(to: date)) <= contractDays ? $0 : nil },
            paidSince: Money(modelled: members.reduce(0) { $0 + $1.paidSince }),
            yearAhead: Money(modelled: members.reduce(0) { $0 + $1.yearAhead }))
    }

    private static func steps(of line: PriceReader.Line, _ index: Int) -> [Found] {
        let active = line.days.filter { line.quantity[$0] > 0 }
        guard active.count >= 2 * leastDays else { return [] }
        let prices = active.map { line.contracted[$0] / line.quantity[$0] }
        let lists = active.map { line.list[$0] / line.quantity[$0] }
        let places = stepPlaces(prices)
        return places.enumerated().compactMap { k, i in
            let before = Array(prices[max(0, i - window)..<i]).median()
            let after = Array(prices[i..<min(prices.count, i + window)]).median()
            guard before > 0 else { return nil }
            let listBefore = Array(lists[max(0, i - window)..<i]).median()
            let listAfter = Array(lists[i..<min(lists.count, i + window)]).median()
            // What the step costs ends where the next one begins.
            let end = k + 1 < places.count ? active[places[k + 1]] : line.quantity.count
            let paid = (active[i]..<end).reduce(0.0) {
                $0 + line.contracted[$1] - before * line.quantity[$1]
            }
            let now = prices.suffix(window).reduce(0, +) / Double(min(window, prices.count))
            let held = after > before ? min(now, after) - before : max(now, after) - before
            let keeps = (held > 0) == (after > before)
            let yearly = line.recent(30).quantity * 365 / 30
            return Found(
                line: index, day: active[i], before: before, after: after,
                listChange: listBefore > 0 ? listAfter / listBefore - 1 : 0, paidSince: paid,
                yearAhead: keeps ? held * yearly : 0,
                weight: before * (active[i]..<end).reduce(0.0) { $0 + line.quantity[$1] })
        }
    }

    /// Places where the middle of the prices after lies beyond all prices before, by more than both sides' own moves.
    private static func stepPlaces(_ prices: [Double]) -> [Int] {
        var places: [Int] = []
        var i = leastDays
        while i + leastDays <= prices.count {
            if isStep(prices, at: i) {
                places.append(i)
                i += leastDays
            } else {
                i += 1
            }
        }
        return places
    }

    private static func isStep(_ prices: [Double], at i: Int) -> Bool {
        guard abs(prices[i] - prices[i - 1]) > leastStep * prices[i - 1] else { return false }
        let left = Array(prices[max(0, i - window)..<i])
        let right = Array(prices[i..<min(prices.count, i + window)])
        let (before, after) = (left.median(), right.median())
        let step = abs(after - before)
        guard before > 0, step > leastStep * before else { return false }
        // All prices of one side lie beyond all of the other's.
        let isApart =
            after > before
            ? (right.min() ?? 0) > (left.max() ?? 0) : (right.max() ?? 0) < (left.min() ?? 0)
        let moves = left.map { abs($0 - before) } + right.map { abs($0 - after) }
        return isApart && step > 4 * moves.median() && abs(prices[i] - after) < step / 2
            && abs(prices[i - 1] - before) < step / 2
    }
}
