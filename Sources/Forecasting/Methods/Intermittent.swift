import Statistics
public import TimeSeries

/// Demand that comes now and then: a mean rate, with futures made of gaps and sizes that belonged together.
///
///     let model = try Intermittent(.tsb).fit(daily)
///     let month = model.samplePaths(horizon: 30, count: 500, seed: 1).totals(over: 0..<30)
///
/// - SeeAlso: Croston (1972); Syntetos & Boylan (2005); Teunter, Syntetos & Babai (2011); Nikolopoulos et al. (2011),
///   ADIDA; Petropoulos & Kourentzes (2015), IMAPA; Willemain, Smart & Schwarz (2004) for the paths.
public struct Intermittent: Forecaster {
    /// How the rate is found.
    public enum Method: Sendable, Hashable, CaseIterable {
        /// Smoothed size over smoothed gap.
        case croston
        /// Croston's rate less its bias, a share of half the smoothing of the gap.
        case crostonSBA
        /// Smoothed size times smoothed probability, which falls while nothing comes.
        case tsb
        /// Smoothed sums over the mean gap, spread evenly.
        case adida
        /// The mean of smoothed sums over one step up to the mean gap.
        case imapa
        /// The median of Croston-SBA, TSB, ADIDA and IMAPA.
        case median
    }

    /// How much weight the newest has.
    public enum Smoothing: Sendable, Hashable {
        /// Given weights of sizes and of gaps or probabilities.
        case fixed(size: Double, gap: Double)
        /// The weight of both that forecast the sums of the next 30 steps best in the history.
        case automatic
    }

    /// How the rate is found.
    public let method: Method
    /// How much weight the newest has; ADIDA and IMAPA choose their own on the sums, within 0.1 … 0.3.
    public let smoothing: Smoothing

    /// A method for intermittent demand.
    ///
    /// - Precondition: Weights above 0, at most 1.
    public init(_ method: Method = .median, smoothing: Smoothing = .automatic) {
        if case .fixed(let size, let gap) = smoothing {
            precondition(size > 0 && size <= 1 && gap > 0 && gap <= 1, "weights above 0, at most 1")
        }
        self.method = method
        self.smoothing = smoothing
    }

    public func fit(_ history: Series) throws(ForecastingError) -> IntermittentModel {
        fit(history.values)
    }

    func fit(_ values: [Double]) -> IntermittentModel { IntermittentModel(values, rate: rate(values)) }

    private func rate(_ y: [Double]) -> Double {
        guard y.contains(where: { $0 != 0 }) else { return 0 }
        return switch method {
        case .croston: IntermittentRate.croston(y, weights(y, .croston))
        case .crostonSBA: IntermittentRate.crostonSBA(y, weights(y, .crostonSBA))
        case .tsb: IntermittentRate.tsb(y, weights(y, .tsb))
        case .adida: IntermittentRate.adida(y)
        case .imapa: IntermittentRate.imapa(y)
        case .median:
            [
                IntermittentRate.crostonSBA(y, weights(y, .crostonSBA)),
                IntermittentRate.tsb(y, weights(y, .tsb)), IntermittentRate.adida(y),
                IntermittentRate.imapa(y),
            ].median()
        }
    }

    private func weights(_ y: [Double], _ method: Method) -> IntermittentRate.Weights {
        switch smoothing {
        case .fixed(let size, let gap): .init(size: size, gap: gap)
        case .automatic: IntermittentRate.best(y, isProbability: method == .tsb)
        }
    }
}
