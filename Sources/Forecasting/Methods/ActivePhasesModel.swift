/// A forecast of those phases of a season that have values, zeros in the others: working days of a week, one day of it.
struct ActivePhasesModel: ForecastModel {
    private let body: any ForecastModel
    /// Whether each phase, beginning with the next value, has values.
    private let isActive: [Bool]

    /// - Parameters:
    ///   - body: A model of the values of active phases only, one after another.
    ///   - isActive: Whether each phase, beginning with the next value, has values; at least one has.
    init(_ body: any ForecastModel, isActive: [Bool]) {
        self.body = body
        self.isActive = isActive
    }

    /// The values of a history that are in active phases.
    static func values(_ history: [Double], isActive: [Bool]) -> [Double] {
        history.indices.filter { isActive[SeasonShape.phase($0, count: history.count, of: isActive.count)] }
            .map { history[$0] }
    }

    /// Which steps of a horizon are active.
    private func steps(_ horizon: Int) -> [Int] { (0..<horizon).filter { isActive[$0 % isActive.count] } }

    func forecast(horizon: Int) -> [Double] {
        let steps = steps(horizon)
        var out = [Double](repeating: 0, count: horizon)
        for (step, value) in zip(steps, body.forecast(horizon: steps.count)) { out[step] = value }
        return out
    }

    func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        let steps = steps(horizon)
        let paths = body.samplePaths(horizon: steps.count, count: count, seed: seed)
        var values = [Double](repeating: 0, count: horizon * count)
        for path in 0..<count {
            for (k, step) in steps.enumerated() {
                values[path * horizon + step] = paths.values[path * steps.count + k]
            }
        }
        return SamplePaths(horizon: horizon, count: count, values: values)
    }
}
