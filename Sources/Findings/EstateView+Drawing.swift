internal import Billing
internal import Detection
internal import TimeSeries

extension EstateView {
    /// What the report draws of a currency.
    func drawing(detectors: IncidentSearch.Detectors, mutedImpact: Money<Charged>) -> DayAnalysis.CurrencyDay
    {
        var series = [observed(.total, Array(0..<leafCount), detectors.fallback)]
        var feeds: [DayAnalysis.Feed] = []
        if let index = vendorIndex {
            let nodes = cube.nodes(by: [index])
            for node in nodes {
                let vendor = vendor(ofLeaf: node.leaves[0])
                series.append(observed(node.scope, node.leaves, detectors.detector(vendor: vendor)))
                if let name = node.scope.values.first?.value {
                    feeds.append(feed(name, vendor: vendor, leaves: node.leaves))
                }
            }
        }
        return DayAnalysis.CurrencyDay(
            currency: currency, basis: settings.basis, series: series, feeds: feeds, mutedImpact: mutedImpact,
            minimumImpact: Money(modelled: gate))
    }

    private func observed(_ scope: Scope, _ leaves: [Int], _ detector: CostDetector)
        -> DayAnalysis.ObservedSeries
    {
        let first = max(0, dayCount - 60)
        let actual = Array(cube.dailyCosts(ofLeaves: leaves)[first...])
        let values = self.series(leaves)
        let scored = (try? Series(daily: values, from: cube.days.lowerBound)).flatMap {
            try? detector.score($0)
        }
        let shown = scored.map { Array($0[first...]) } ?? []
        let completeness = (first..<dayCount).map { CauseSplit.known(self, leaves, day: $0) }
        return DayAnalysis.ObservedSeries(
            scope: scope, firstDay: date(first), actual: actual, expected: shown.map(\.expected),
            lower: shown.map(\.lower), upper: shown.map(\.upper), completeness: completeness,
            expectedSoFar: zip(shown, completeness).map { $0.expected * $1 })
    }

    private func feed(_ name: String, vendor: Int, leaves: [Int]) -> DayAnalysis.Feed {
        let total = cube.dailyCosts(ofLeaves: leaves)
        let feed = lateness.indices.contains(vendor) ? lateness[vendor] : FeedLateness()
        let last = total.lastIndex { $0 != .zero }
        let complete = dayCount - feed.completeAge
        return DayAnalysis.Feed(
            vendor: name, lastDay: last.map { date($0) },
            lastCompleteDay: complete >= 0 && complete < dayCount + 1
                ? date(min(complete, dayCount - 1)) : nil,
            latenessDays: feed.isKnown ? feed.completeAge : nil,
            completeness: (1...min(10, dayCount)).map { feed.completeness(age: $0) },
            missingDays: missing[vendor].map { $0.map { date($0) } } ?? [])
    }
}
