import Detection
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct MatrixProfileTests {
    @Test func agreesWithStumpy() throws {
        let cases = try SubsequenceFixture.read().profiles
        #expect(cases.count >= 4)
        for reference in cases {
            let profile = try MatrixProfile(reference.values, length: reference.length)
            #expect(isClose(profile.distances, reference.distances, .reference), "\(reference.name)")
        }
    }

    @Test func isTheSmallestDistanceOfStandardizedStretches() throws {
        let values = gaussianNoise(90, seed: 4)
        let profile = try MatrixProfile(values, length: 9)
        for i in 0..<82 {
            let others = (0..<82).filter { abs($0 - i) > 3 }
            let nearest = try #require(others.map { distance(values, i, $0, length: 9) }.min())
            #expect(isClose(profile.distances[i], nearest, .reference))
            let neighbour = try #require(profile.neighbours[i])
            #expect(isClose(distance(values, i, neighbour, length: 9), nearest, .reference))
        }
    }

    @Test func anOddDayIsTheDiscord() throws {
        let days = (0..<480).map { i -> Double in
            let shape = sin(2 * .pi * Double(i) / 24)
            return 240..<264 ~= i ? -shape : shape
        }
        let values = zip(days, gaussianNoise(480, seed: 5)).map { $0 + 0.05 * $1 }
        let discord = try #require(try MatrixProfile(values, length: 24).discord)
        #expect(217...263 ~= discord)
    }

    @Test func levelAndScaleDoNotCount() throws {
        let values = gaussianNoise(120, seed: 6)
        let one = try MatrixProfile(values, length: 12).distances
        let other = try MatrixProfile(values.map { 1e12 - 1e9 * $0 }, length: 12).distances
        #expect(zip(one, other).allSatisfy { abs($0 - $1) < 1e-5 }, "the level leaves 13 digits of the noise")
    }

    @Test func constantStretchesAreAlike() throws {
        let profile = try MatrixProfile([Double](repeating: 7, count: 40), length: 8)
        #expect(profile.distances.allSatisfy { $0 == 0 })
        let one = try MatrixProfile([Double](repeating: 7, count: 30) + gaussianNoise(30, seed: 7), length: 8)
        #expect(one.distances[..<20].allSatisfy { $0 == 0 })
    }

    @Test func tooShortSaysWhatItNeeds() {
        #expect(throws: DetectionError.tooShort(needed: 16, got: 15)) {
            try MatrixProfile([Double](repeating: 1, count: 15), length: 8)
        }
    }

    private func distance(_ x: [Double], _ i: Int, _ j: Int, length: Int) -> Double {
        let (a, b) = (standardized(x[i..<i + length]), standardized(x[j..<j + length]))
        return zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }

    private func standardized(_ x: ArraySlice<Double>) -> [Double] {
        let mean = x.reduce(0, +) / Double(x.count)
        let deviation = (x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)).squareRoot()
        return x.map { ($0 - mean) / deviation }
    }
}

/// What stumpy and numpy say of the same series.
struct SubsequenceFixture: Decodable {
    struct Profile: Decodable {
        let name: String
        let length: Int
        let values: [Double]
        let distances: [Double]
    }

    struct Components: Decodable {
        let name: String
        let length: Int
        let values: [Double]
        let scores: [Double]
    }

    let profiles: [Profile]
    let components: [Components]

    static func read() throws -> SubsequenceFixture {
        try Fixture.json("subsequences.json", in: .module, as: SubsequenceFixture.self)
    }
}

/// Normal noise.
func gaussianNoise(_ count: Int, seed: UInt64) -> [Double] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in
        sqrt(-2 * log(1 - generator.uniform())) * cos(2 * .pi * generator.uniform())
    }
}
