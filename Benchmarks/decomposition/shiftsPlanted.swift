import Foundation
import TimeSeries

/// A seeded daily series of which trend, season and shifts are known.
struct PlantedSeries {
    /// What is planted into a series.
    enum Kind: String, CaseIterable {
        case flat = "flat, shifts"
        case line = "line, shifts"
        case curve = "yearly curve, shifts"
        case spikes = "spikes and bursts, shifts"
        case correlated = "correlated noise, shifts"
        case heavyTails = "heavy tails, shifts"
        case changingSeason = "changing season, shifts"
        case quietCurve = "line and curve, no shift"
        case wandering = "wandering level, no shift"
        case quietSpikes = "spikes and bursts, no shift"
        case ramp = "ramp of 60 days, no shift"

        var hasShifts: Bool {
            switch self {
            case .quietCurve, .wandering, .quietSpikes, .ramp: false
            default: true
            }
        }
    }

    let series: Series
    let trend: [Double]
    let season: [Double]
    let shifts: [Int]

    /// 730 days around 100, a week of ±5, noise of 1, three shifts of 4 to 12 at least 40 days apart.
    init(_ kind: Kind, seed: UInt64, count: Int = 730) throws {
        var random = SplitMix64(seed: seed &* 7919 &+ UInt64(kind.rawValue.utf8.reduce(0) { $0 + Int($1) }))
        var trend = PlantedSeries.smooth(kind, count, &random)
        let places = kind.hasShifts ? PlantedSeries.places(count, &random) : []
        for place in places {
            let size = (4 + 8 * random.uniform()) * (random.uniform() < 0.5 ? -1 : 1)
            for i in place..<count { trend[i] += size }
        }
        let shape = (0..<7).map { $0 < 5 ? 2 + random.uniform() : -6 + 2 * random.uniform() }
        let mean = shape.reduce(0, +) / 7
        let season = (0..<count).map { i in
            let fade = kind == .changingSeason ? 1 + Double(i) / Double(count) : 1
            return (shape[i % 7] - mean) * fade
        }
        var noise = PlantedSeries.noise(kind, count, &random)
        if kind == .spikes || kind == .quietSpikes { PlantedSeries.addSpikes(to: &noise, &random) }
        let values = (0..<count).map { trend[$0] + season[$0] + noise[$0] }
        series = try Series(daily: values, from: CivilDate(dayNumber: 19_000))
        (self.trend, self.season, shifts) = (trend, season, places)
    }

    private static func smooth(_ kind: Kind, _ count: Int, _ random: inout SplitMix64) -> [Double] {
        var level = 100.0
        let slope = kind == .line || kind == .quietCurve ? 0.02 + 0.06 * random.uniform() : 0
        let height = kind == .curve || kind == .quietCurve ? 8.0 : 0
        let turn = 6.28 * random.uniform()
        return (0..<count).map { i in
            if kind == .wandering { level += 0.4 * random.gaussian() }
            let ramp = kind == .ramp ? 10 * min(max((Double(i) - 300) / 60, 0), 1) : 0
            return level + slope * Double(i) + height * sin(2 * .pi * Double(i) / 365.25 + turn) + ramp
        }
    }

    private static func places(_ count: Int, _ random: inout SplitMix64) -> [Int] {
        var places: [Int] = []
        while places.count < 3 {
            let place = 25 + Int(random.uniform() * Double(count - 50))
            if places.allSatisfy({ abs($0 - place) >= 40 }) { places.append(place) }
        }
        return places.sorted()
    }

    private static func noise(_ kind: Kind, _ count: Int, _ random: inout SplitMix64) -> [Double] {
        var last = 0.0
        return (0..<count).map { _ in
            let draw = random.gaussian()
            switch kind {
            case .correlated:
                last = 0.6 * last + 0.8 * draw
                return last
            case .heavyTails:
                let squares = (0..<3).reduce(0.0) { sum, _ in sum + pow(random.gaussian(), 2) }
                return draw / (squares / 3).squareRoot() / 3.0.squareRoot()
            default: return draw
            }
        }
    }

    /// Ten days of 10 to 30 and four bursts of three to five days.
    private static func addSpikes(to noise: inout [Double], _ random: inout SplitMix64) {
        for _ in 0..<10 {
            noise[Int(random.uniform() * Double(noise.count))] += 10 + 20 * random.uniform()
        }
        for _ in 0..<4 {
            let start = Int(random.uniform() * Double(noise.count - 5))
            let size = 8 + 8 * random.uniform()
            for i in start..<start + 3 + Int(3 * random.uniform()) { noise[i] += size }
        }
    }
}

extension SplitMix64 {
    /// A standard normal number (Box and Muller).
    mutating func gaussian() -> Double {
        (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
    }
}

/// The root of the mean of the squared differences at `places`.
func rootMeanSquare(_ a: [Double], _ b: [Double], at places: some Collection<Int>) -> Double {
    (places.reduce(0) { $0 + (a[$1] - b[$1]) * (a[$1] - b[$1]) } / Double(max(1, places.count))).squareRoot()
}

extension [Double] {
    var average: Double { reduce(0, +) / Double(Swift.max(1, count)) }
}

/// A number with two decimals.
func two(_ value: Double) -> String { String(format: "%.2f", value) }
