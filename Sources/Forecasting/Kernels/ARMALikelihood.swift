import Foundation

/// The likelihood of ARMA errors around a regression, with the coefficients of the regression and the variance solved exactly.
///
/// Minus two log-likelihood is *n* log(2πS ∕ *n*) + *n* with S = Σ e² · (Π F)^(1 ∕ n) over the errors e divided by the root of
/// their variance F: a sum of squares, so that it can be minimized as one.
struct ARMALikelihood {
    typealias Lanes = SIMD8<Double>

    /// What eight sets of parameters give.
    struct Values {
        /// The sums of squares S.
        var squares = Lanes.zero
        /// Sums of the logarithms of the errors' variances.
        var logs = Lanes.zero
        /// Coefficients of the regressors, eight at a time.
        var coefficients: [Lanes] = []
    }

    let count: Int
    let regressors: Int
    /// How the filter starts.
    let start: ARMAFilter.Start
    private(set) var filter: ARMAFilter
    /// Errors whose squares sum up to S.
    private(set) var errors: [Lanes]
    /// Values whose errors are left out, as they say little without a past.
    private let skipped: Int

    /// - Parameters:
    ///   - shape: The orders.
    ///   - series: The values, then each regressor, all differenced alike.
    ///   - count: Values in a column.
    ///   - start: Whether the likelihood is exact or conditional on what was before.
    ///   - precision: What the covariance of the filter may still change when its gain counts as standing still.
    init(
        _ shape: ARMAShape, series: [Double], count: Int, start: ARMAFilter.Start = .stationary,
        precision: Double = 1e-14
    ) {
        self.count = count
        self.start = start
        regressors = series.count / max(1, count) - 1
        filter = ARMAFilter(shape, series: series, count: count, precision: precision)
        errors = [Lanes](repeating: .zero, count: count)
        skipped = start == .zero ? min(shape.arReach, count / 2) : 0
    }

    /// Values that the likelihood counts.
    var counted: Int { count - skipped }

    /// Runs the filter; afterwards ``errors`` belong to these parameters.
    mutating func evaluate(_ parameters: [Lanes]) -> Values {
        var values = Values()
        values.logs = filter.run(parameters, from: start)
        if regressors > 0 { values.coefficients = regression() }
        let size = ARMALikelihood.exponential(values.logs / (2 * Double(count)))
        for t in 0..<skipped { errors[t] = .zero }
        values.squares = Self.subtract(
            values.coefficients, from: filter.errors, times: size, skipped..<count, into: &errors)
        return values
    }

    /// Errors less the regression, all `size` times as large; the result is the sum of their squares.
    private static func subtract(
        _ coefficients: [Lanes], from all: [Lanes], times size: Lanes, _ range: Range<Int>,
        into errors: inout [Lanes]
    ) -> Lanes {
        var out = errors.mutableSpan
        let count = out.count
        var squares = Lanes.zero
        for t in range {
            var error = all[t]
            for c in coefficients.indices {
                error.addProduct(-coefficients[c], all[(c + 1) * count + t])
            }
            error *= size
            out[t] = error
            squares.addProduct(error, error)
        }
        return squares
    }

    /// Coefficients of generalized least squares: of the filtered values on the filtered regressors, by Cholesky.
    private func regression() -> [Lanes] {
        let (k, all) = (regressors, filter.errors.span)
        var gram = [Lanes](repeating: .zero, count: k * k)
        var right = [Lanes](repeating: .zero, count: k)
        for i in 0..<k {
            for j in 0...i { gram[i * k + j] = product(all, i + 1, j + 1) }
            right[i] = product(all, i + 1, 0)
        }
        for i in 0..<k {
            for j in 0...i {
                var value = gram[i * k + j]
                for l in 0..<j { value.addProduct(-gram[i * k + l], gram[j * k + l]) }
                // A regressor that others explain gets no weight.
                let least = 1e-14 * gram[i * k + i]
                gram[i * k + j] =
                    i > j
                    ? value / gram[j * k + j]
                    : value.replacing(with: .infinity, where: value .<= least).squareRoot()
            }
        }
        for i in 0..<k {
            for j in 0..<i { right[i].addProduct(-gram[i * k + j], right[j]) }
            right[i] /= gram[i * k + i]
        }
        for i in (0..<k).reversed() {
            for j in (i + 1)..<max(i + 1, k) { right[i].addProduct(-gram[j * k + i], right[j]) }
            right[i] /= gram[i * k + i]
        }
        return right
    }

    private func product(_ all: Span<Lanes>, _ i: Int, _ j: Int) -> Lanes {
        var sum = Lanes.zero
        for t in skipped..<count { sum.addProduct(all[i * count + t], all[j * count + t]) }
        return sum
    }

    private static func exponential(_ values: Lanes) -> Lanes {
        var out = Lanes.zero
        for k in 0..<8 { out[k] = exp(values[k]) }
        return out
    }
}
