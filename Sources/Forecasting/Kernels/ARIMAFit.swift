import TimeSeries

/// The likelihood of ARIMA models of one history, order by order.
///
/// Differences and regressors are prepared once; what one order found starts the search for the next.
struct ARIMAFit {
    /// What the search for one order found.
    struct Candidate {
        let order: ARIMAOrder
        let hasConstant: Bool
        let partials: [Double]
        let squares: Double
        /// Values that the likelihood counts.
        let count: Int
        /// Free parameters: coefficients and the variance.
        let freedom: Int
    }

    let history: Series
    let regressors: [Regressor]
    private let columns: [[Double]]
    private var problems: [Key: ARIMAProblem] = [:]

    private struct Key: Hashable {
        let differencing: Differencing
        let hasConstant: Bool
    }

    init(_ history: Series, regressors: [Regressor]) {
        self.history = history
        self.regressors = regressors
        columns = regressors.flatMap { $0.columns(0..<history.count, at: history.timestamp) }
    }

    private mutating func problem(_ order: ARIMAOrder, hasConstant: Bool) -> ARIMAProblem {
        let key = Key(differencing: Differencing(order), hasConstant: hasConstant)
        if let problem = problems[key] { return problem }
        let problem = ARIMAProblem(history.values, columns, order: order, hasConstant: hasConstant)
        problems[key] = problem
        return problem
    }

    /// What regressors leave of the history by least squares: all of it without any.
    func explained(_ history: Series) -> Series {
        guard !columns.isEmpty else { return history }
        let problem = ARIMAProblem(history.values, columns, order: ARIMAOrder(0, 0, 0), hasConstant: true)
        let rest = Array(problem.series[..<problem.count])
        return (try? Series(start: history.start, frequency: history.frequency, values: rest)) ?? history
    }

    /// The best parameters of an order.
    ///
    /// - Parameters:
    ///   - order: Which fewer values are lost to than there are.
    ///   - hasConstant: Whether there is a mean or a drift.
    ///   - start: The exact likelihood or that conditional on zeros before the history.
    ///   - neighbour: Parameters of an order that differs little.
    ///   - tolerance: A relative change of the sum of squares that counts as none.
    /// - Returns: The parameters and what they leave.
    mutating func best(
        _ order: ARIMAOrder, hasConstant: Bool, start: ARMAFilter.Start = .stationary,
        near neighbour: Candidate? = nil, tolerance: Double = 1e-11
    ) -> Candidate {
        let problem = problem(order, hasConstant: hasConstant)
        let shape = order.shape
        let likelihood = ARMALikelihood(
            shape, series: problem.series, count: problem.count, start: start,
            precision: max(1e-14, tolerance * 1e-4))
        let counted = likelihood.counted
        var search = ARMASearch(likelihood, tolerance: tolerance)
        let found = search.solve(
            from: ARMAGuess.all(shape, Array(problem.series[..<problem.count])),
            and: neighbour.map { ARMAGuess.adapted($0.partials, of: $0.order.shape, to: shape) })
        return Candidate(
            order: order, hasConstant: hasConstant, partials: found.parameters, squares: found.squares,
            count: counted, freedom: shape.count + problem.regressionCount + 1)
    }

    /// The model of a candidate.
    mutating func model(_ candidate: Candidate) -> ARIMAModel {
        let (order, hasConstant) = (candidate.order, candidate.hasConstant)
        let problem = problem(order, hasConstant: hasConstant)
        var likelihood = ARMALikelihood(order.shape, series: problem.series, count: problem.count)
        let values = likelihood.evaluate(candidate.partials.map { ARMAShape.Lanes(repeating: $0) })
        var weights = problem.coefficients(values.coefficients.map { $0[0] })
        let constant = problem.hasConstant ? weights.removeFirst() : nil
        let coefficients = ARIMACoefficients(
            order.shape, candidate.partials, constant: constant, regression: weights)
        return ARIMAModel(
            coefficients, candidate.partials, order, regressors, over: history, freedom: candidate.freedom)
    }
}
