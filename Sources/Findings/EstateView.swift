internal import Billing
internal import TimeSeries

/// One currency's bill as known on the day of a run, ready to be looked at: leaves by day, late days filled up.
struct EstateView: Sendable {
    let run: CivilDate
    let currency: Currency
    let settings: DetectionSettings
    let cube: CostCube
    /// Whether each row of the ledger counts.
    let passes: [Bool]
    /// Whether each leaf is only what commitments leave unused: it counts for its service, not for a place.
    let isUnused: [Bool]
    /// Index of the vendor among ``CostCube/dimensions``; `nil` if it is not watched.
    let vendorIndex: Int?
    /// How late each vendor is, by code.
    let lateness: [FeedLateness]
    /// Money by leaf and day with what is still to come added: `values[leaf · dayCount + day]`.
    private(set) var values: [Double]
    /// Days on which a vendor that always charges has charged nothing, by vendor code.
    private(set) var missing: [Int: Range<Int>] = [:]

    var dayCount: Int { cube.dayCount }
    var leafCount: Int { cube.leafCount }

    /// The view of a ledger on the morning of `run`; `nil` if there is no usable day.
    init?(_ ledger: Ledger, run: CivilDate, currency: Currency, settings: DetectionSettings) {
        let filter = ChargeFilter.usage.known(on: run)
        let first = ledger.days?.lowerBound ?? run
        let start = max(first, run.advanced(by: -settings.historyDays))
        guard start < run else { return nil }
        var dimensions = settings.dimensions
        if let owner = settings.ownerDimension, !dimensions.contains(owner) { dimensions.append(owner) }
        let cube = CostCube(
            ledger, by: dimensions, days: start..<run, basis: settings.basis, currency: currency,
            filter: filter)
        guard cube.leafCount > 0 else { return nil }
        self.run = run
        self.currency = currency
        self.settings = settings
        self.cube = cube
        passes = ledger.rows(passing: filter, in: currency)
        isUnused = EstateView.unusedLeaves(ledger, cube, passes: passes)
        vendorIndex = dimensions.firstIndex(of: .serviceProvider)
        lateness = FeedLateness.learned(
            ledger, passes: passes, costs: ledger.costs(settings.basis), run: run,
            vendors: ledger.codes(of: .serviceProvider))
        let dayCount = cube.dayCount
        var values = [Double](repeating: 0, count: cube.leafCount * dayCount)
        for leaf in 0..<cube.leafCount {
            for day in 0..<dayCount {
                values[leaf * dayCount + day] = cube.cost(ofLeaf: leaf, on: day).units.nearestDouble / 1e18
            }
        }
        self.values = values
        findMissingDays()
        fillLateDays()
    }

    /// The code of a leaf's vendor.
    func vendor(ofLeaf leaf: Int) -> Int { vendorIndex.map { Int(cube.codes[$0][leaf]) } ?? 0 }

    /// The name of a vendor by its code.
    func name(ofVendor code: Int) -> String? {
        vendorIndex.flatMap { code > 0 ? cube.values[$0][code - 1] : nil }
    }

    /// The share of a leaf's money on a day that is known.
    func completeness(vendor: Int, day: Int) -> Double {
        if missing[vendor]?.contains(day) == true { return 0 }
        guard lateness.indices.contains(vendor) else { return 1 }
        return lateness[vendor].completeness(age: dayCount - day)
    }

    /// The middle of the same weekday in the four weeks before.
    func usual(leaf: Int, day: Int) -> Double {
        let earlier = [7, 14, 21, 28].filter { day >= $0 }
        return earlier.map { values[leaf * dayCount + day - $0] }.medianOrZero()
    }

    /// The series of some leaves added up.
    func series(_ leaves: [Int]) -> [Double] {
        var sums = [Double](repeating: 0, count: dayCount)
        for leaf in leaves {
            let offset = leaf * dayCount
            for day in 0..<dayCount { sums[day] += values[offset + day] }
        }
        return sums
    }

    /// The largest of an age of the feeds that some leaves come from.
    func age(_ leaves: [Int], _ age: KeyPath<FeedLateness, Int>) -> Int {
        Set(leaves.map { vendor(ofLeaf: $0) }).map {
            lateness.indices.contains($0) ? lateness[$0][keyPath: age] : 1
        }
        .max() ?? 1
    }

    /// A day of the view by number.
    func date(_ day: Int) -> CivilDate { cube.days.lowerBound.advanced(by: day) }

    /// The number of a day of the view; may be outside `0 ..< dayCount`.
    func index(of day: CivilDate) -> Int { cube.days.lowerBound.distance(to: day) }

    private var leavesByVendor: [(vendor: Int, leaves: [Int])] {
        var leaves: [Int: [Int]] = [:]
        for leaf in 0..<leafCount { leaves[vendor(ofLeaf: leaf), default: []].append(leaf) }
        return leaves.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The newest days on which a vendor that always charges has (nearly) nothing, though they should be known by now.
    private mutating func findMissingDays() {
        guard vendorIndex != nil else { return }
        for (vendor, leaves) in leavesByVendor where vendor != 0 {
            let total = series(leaves)
            let feed = lateness[vendor]
            let newest = dayCount - (feed.isKnown ? feed.usableAge : 2)
            guard newest >= 28 else { continue }
            for end in stride(from: newest, through: max(28, newest - 10), by: -1) {
                let before = end - 27..<end
                func isEmpty(_ day: Int) -> Bool {
                    let usual = [7, 14, 21].filter { day >= $0 }.map { total[day - $0] }.medianOrZero()
                    return usual > 0 && total[day] < 0.05 * usual
                }
                guard isEmpty(end) else { continue }
                var start = end
                while start > 28, isEmpty(start - 1) { start -= 1 }
                let quiet = before.filter { $0 < start && total[$0] <= 0 }.count
                if quiet <= 1, end - start < 14 {
                    missing[vendor] = start..<(end == newest ? dayCount : end + 1)
                }
                break
            }
        }
    }

    /// Adds to each late day what the same weekday usually still brings (Bornhuetter–Ferguson).
    private mutating func fillLateDays() {
        for (vendor, leaves) in leavesByVendor {
            let first = max(0, missing[vendor].map { min($0.lowerBound, dayCount - 10) } ?? dayCount - 10)
            for day in first..<dayCount {
                let known = completeness(vendor: vendor, day: day)
                guard known < 0.999 else { continue }
                for leaf in leaves {
                    values[leaf * dayCount + day] += (1 - known) * usual(leaf: leaf, day: day)
                }
            }
        }
    }
}
