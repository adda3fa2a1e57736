import Foundation
import TestKit

/// What SciPy's minimisers reach (`minima.py`), and the functions they were given.
struct MinimaFixture: Decodable {
    struct Case: Decodable {
        let name: String
        let start: [Double]
        let simplex: Double
        let quasiNewton: Double
    }
    struct Line: Decodable {
        let name: String
        let bounds: [Double]
        let point: Double
        let value: Double
    }
    let cases: [Case]
    let lines: [Line]
    let roots: [Line]

    static func load() throws -> MinimaFixture {
        try Fixture.json("minima.json", in: .module, as: MinimaFixture.self)
    }
}

/// No worse than the reference: 1e-6 of it, and 1e-12 where the minimum is 0.
func isNoWorse(_ value: Double, than reference: Double) -> Bool {
    value <= reference + 1e-6 * abs(reference) + 1e-12
}

enum StandardFunction {
    static func value(_ name: String, _ x: Span<Double>) -> Double {
        switch name {
        case "rosenbrock": rosenbrock(x)
        case "bowl": bowl(x)
        case "himmelblau": himmelblau(x)
        default: beale(x)
        }
    }

    /// Central differences in complex-free form: good to about 1e-9 on these functions.
    static func gradient(_ name: String, _ x: Span<Double>, into gradient: inout MutableSpan<Double>) {
        var place: [Double] = []
        for i in x.indices { place.append(x[i]) }
        for i in x.indices {
            let step = 1e-5 * max(1, abs(x[i]))
            var values: [Double] = []
            for shift in [-2.0, -1, 1, 2] {
                place[i] = x[i] + shift * step
                values.append(value(name, place.span))
            }
            place[i] = x[i]
            gradient[i] = (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * step)
        }
    }

    private static func rosenbrock(_ x: Span<Double>) -> Double {
        var total = 0.0
        for i in 0..<x.count - 1 {
            let (bend, slope) = (x[i + 1] - x[i] * x[i], 1 - x[i])
            total += 100 * bend * bend + slope * slope
        }
        return total
    }

    private static func bowl(_ x: Span<Double>) -> Double {
        var total = 3.0
        for i in x.indices { total += Double(i + 1) * (x[i] - Double(i)) * (x[i] - Double(i)) }
        return total
    }

    private static func himmelblau(_ x: Span<Double>) -> Double {
        let (a, b) = (x[0] * x[0] + x[1] - 11, x[0] + x[1] * x[1] - 7)
        return a * a + b * b
    }

    private static func beale(_ x: Span<Double>) -> Double {
        var (total, power) = (0.0, 1.0)
        for target in [1.5, 2.25, 2.625] {
            power *= x[1]
            let miss = target - x[0] * (1 - power)
            total += miss * miss
        }
        return total
    }
}
