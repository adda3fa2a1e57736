import Regression
import TestKit
import Testing

@Suite struct FourierTests {
    @Test func columnsAreOrthogonalOverASeason() {
        let columns = Fourier(period: 12, pairs: 6).columns(0..<12)
        #expect(Fourier(period: 12, pairs: 6).names.last == "cos 6/12")
        #expect(columns.count == 11)
        for (i, a) in columns.enumerated() {
            #expect(isClose(a.reduce(0, +), 0, .rounding))
            for b in columns[..<i] {
                let product = zip(a, b).reduce(0.0) { $0 + $1.0 * $1.1 }
                #expect(isClose(product, 0, .rounding))
            }
        }
    }

    @Test func lateObservationsKeepTheirPhase() {
        let waves = Fourier(period: 7, pairs: 2)
        #expect(waves.names == ["sin 1/7", "cos 1/7", "sin 2/7", "cos 2/7"])
        #expect(Fourier(period: 4, pairs: 2, name: "q").names == ["q:sin1", "q:cos1", "q:cos2"])
        #expect(waves.columns(7_000_000..<7_000_007) == waves.columns(0..<7))
    }
}
