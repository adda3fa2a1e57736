/// Sums over a window of weights and values: Σ*w*, Σ*wd*, Σ*wd²*, Σ*wy*, Σ*wdy* with the distance *d*.
struct LoessMoments<Value> {
    var total: Value
    var lean: Value
    var reach: Value
    var value: Value
    var pull: Value
}

extension LoessMoments<Double> {
    mutating func add(_ weight: Double, _ product: Double, at distance: Double) {
        total += weight
        lean += weight * distance
        reach += weight * distance * distance
        value += product
        pull += product * distance
    }

    /// The value at distance 0 of the line through the values, or of the constant where the points do not spread enough.
    func value(degree: Int, leastSpread: Double) -> Double {
        let slope = degree > 0 ? slope(leastSpread: leastSpread) : 0
        return (value + slope * (pull - lean / total * value)) / total
    }

    /// What a unit of distance from the centre changes; 0 where the points do not spread enough for a line.
    func slope(leastSpread: Double) -> Double {
        let centre = lean / total
        let spread = reach / total - centre * centre
        return spread > leastSpread ? -centre / spread : 0
    }
}

extension LoessMoments<Lanes> {
    init() { self.init(total: Lanes(), lean: Lanes(), reach: Lanes(), value: Lanes(), pull: Lanes()) }

    @inline(__always)
    mutating func add(_ weight: Lanes, _ product: Lanes, at distance: Lanes) {
        total += weight
        value += product
        let leaning = weight * distance
        lean += leaning
        reach.addProduct(leaning, distance)
        pull.addProduct(product, distance)
    }

    /// The sums over all lanes.
    var sum: LoessMoments<Double> {
        LoessMoments<Double>(
            total: total.sum(), lean: lean.sum(), reach: reach.sum(), value: value.sum(), pull: pull.sum())
    }
}
