import Foundation
import Statistics

/// The upper tail of all numbers that were seen: how rare a number is, also beyond the largest.
///
/// The largest twentieth is kept sorted with its mean excess; beyond its lower end the tail is taken for exponential, so
/// that evidence of a number never seen is finite and grows with it.
///
/// - Complexity: O(log *n*) a number, and a move within the tail.
struct TailMemory: Sendable, Hashable {
    /// Share of the numbers that are the tail.
    private static let share = 0.05
    /// Most evidence that one number can be: a chance of one in 10,000.
    static let mostEvidence = 4.0

    /// The tail, ascending.
    private var tail: [Double] = []
    /// Sum of the tail.
    private var sum = 0.0
    /// The other numbers: a heap with the largest first.
    private var body: [Double] = []

    /// How many numbers were seen.
    var count: Int { tail.count + body.count }

    /// −log₁₀ of the chance of a number of at least `value`, 0 … 4; 0 before anything was seen.
    func evidence(of value: Double) -> Double {
        guard let start = tail.first else { return 0 }
        let rarity = -log10(Double(tail.count) / Double(count))
        guard value > start else { return start > 0 ? rarity * value / start : 0 }
        let excess = sum / Double(tail.count) - start
        guard excess > 1e-9 * abs(start) else { return Self.mostEvidence }
        return min(Self.mostEvidence, rarity + (value - start) / excess * log10(M_E))
    }

    /// Takes a number up.
    mutating func insert(_ value: Double) {
        let tailCount = count + 1 - Int((1 - Self.share) * Double(count + 1))
        if let start = tail.first, value < start {
            push(value)
        } else {
            tail.insert(value, at: tail.place(ofSorted: value))
            sum += value
        }
        while tail.count > tailCount {
            let least = tail.removeFirst()
            sum -= least
            push(least)
        }
        while tail.count < tailCount, let most = popLargest() {
            tail.insert(most, at: 0)
            sum += most
        }
    }

    private mutating func push(_ value: Double) {
        var i = body.count
        body.append(value)
        while i > 0, body[(i - 1) / 2] < value {
            body[i] = body[(i - 1) / 2]
            i = (i - 1) / 2
        }
        body[i] = value
    }

    private mutating func popLargest() -> Double? {
        guard let most = body.first, let value = body.popLast() else { return nil }
        guard !body.isEmpty else { return most }
        var i = 0
        while 2 * i + 1 < body.count {
            var child = 2 * i + 1
            if child + 1 < body.count, body[child + 1] > body[child] { child += 1 }
            guard body[child] > value else { break }
            body[i] = body[child]
            i = child
        }
        body[i] = value
        return most
    }
}
