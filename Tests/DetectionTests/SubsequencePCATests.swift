import Detection
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct SubsequencePCATests {
    @Test func agreesWithNumpy() throws {
        let cases = try SubsequenceFixture.read().components
        #expect(cases.count >= 4)
        for reference in cases {
            let scores = try SubsequencePCA(length: reference.length).score(reference.values)
            #expect(isClose(scores, reference.scores, .reference), "\(reference.name)")
        }
    }

    @Test func anOddDayScoresMost() throws {
        let values = gaussianNoise(720, seed: 3).enumerated().map { i, noise -> Double in
            let base = 50 + 20 * sin(2 * .pi * Double(i) / 24)
            return (360..<384 ~= i ? 50 : base) + 0.5 * noise
        }
        let scores = try SubsequencePCA(length: 24).score(values)
        let most = try #require(scores.indices.max { scores[$0] < scores[$1] })
        #expect(350..<394 ~= most)
    }

    @Test func unitAndLevelDoNotCount() throws {
        let values = gaussianNoise(300, seed: 2)
        let one = try SubsequencePCA(length: 10).score(values)
        let other = try SubsequencePCA(length: 10).score(values.map { 5 - 1e9 * $0 })
        #expect(isClose(one, other, .reference))
    }

    @Test func aConstantSeriesHasNoOddShape() throws {
        #expect(try SubsequencePCA(length: 5).score([Double](repeating: 3, count: 20)).allSatisfy { $0 == 0 })
    }

    @Test func tooShortSaysWhatItNeeds() {
        #expect(throws: DetectionError.tooShort(needed: 10, got: 9)) {
            try SubsequencePCA(length: 5).score([Double](repeating: 1, count: 9))
        }
    }
}
