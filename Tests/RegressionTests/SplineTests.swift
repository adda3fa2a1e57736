import Foundation
import Regression
import TestKit
import Testing

@Suite struct SplineTests {
    private struct Reference: Decodable {
        let x: [Double]
        let new: [Double]
        let beyond: [Double]
        let naturalKnots: [Double]
        let freeKnots: [Double]
        let natural: [[Double]]
        let naturalNew: [[Double]]
        let naturalBeyond: [[Double]]
        let free: [[Double]]
        let freeNew: [[Double]]
    }

    private func check(_ columns: [[Double]], _ expected: [[Double]], _ title: String) {
        #expect(columns.count == expected.count, "\(title)")
        for (a, b) in zip(columns, expected) { #expect(isClose(a, b, .rounding), "\(title)") }
    }

    @Test func agreesWithR() throws {
        let r = try Fixture.json("splines.json", in: .module, as: Reference.self)
        let natural = Spline.natural(of: r.x, degreesOfFreedom: 4)
        #expect(isClose(natural.knots, r.naturalKnots, .rounding))
        check(natural.columns(at: r.x), r.natural, "natural")
        check(natural.columns(at: r.new), r.naturalNew, "natural, new values")
        check(natural.columns(at: r.beyond), r.naturalBeyond, "natural, beyond the knots")
        let free = Spline.free(of: r.x, degreesOfFreedom: 6)
        #expect(isClose(free.knots, r.freeKnots, .rounding))
        check(free.columns(at: r.x), r.free, "free")
        check(free.columns(at: r.new), r.freeNew, "free, new values")
    }

    @Test func linesAreExactAndGoOnAsLines() throws {
        let x = (0..<40).map { Double($0 * $0) / 10 }
        for spline in [
            Spline.natural(of: x, degreesOfFreedom: 5), .free(of: x, degreesOfFreedom: 5),
        ] {
            let rows = { (x: [Double]) throws -> DesignMatrix in
                let ones = ("one", x.map { _ in 1.0 })
                return try DesignMatrix([ones] + spline.columns(at: x).enumerated().map { ("\($0)", $1) })
            }
            let model = try LinearModel(rows(x), response: x.map { 3 - 2 * $0 })
            let beyond = [-1000.0, -1, 200, 5000]
            #expect(
                isClose(model.predict(try rows(beyond)).map(\.mean), beyond.map { 3 - 2 * $0 }, .reference))
        }
    }

    @Test func curvesAreSmoothAtTheKnots() {
        let spline = Spline(.free, knots: [1, 2, 4], boundary: 0...10)
        for knot in [0.0, 1, 2, 4, 10] {
            let around = spline.columns(at: [knot - 1e-6, knot, knot + 1e-6])
            for column in around {
                #expect(abs(column[2] - column[0]) < 2e-5)
                #expect(abs(column[2] - 2 * column[1] + column[0]) < 1e-10)
            }
        }
    }

    @Test func tiesMakeFewerKnots() {
        let spline = Spline.natural(of: [1, 1, 1, 1, 1, 1, 2, 3], degreesOfFreedom: 4)
        #expect(spline.knots == [1.25] && spline.columnCount == 2)
        #expect(Spline.natural(of: [0, 1], degreesOfFreedom: 1).columns(at: [0, 0.5, 1]).count == 1)
    }
}
