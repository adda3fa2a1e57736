import Foundation

/// The squared size of the Fourier transform of a series, on a grid finer than its own frequencies.
public struct Periodogram: Sendable, Hashable {
    /// |Σ *x*ₜ e^(−2πi·ft)|² at the frequencies *k* ∕ ``length``, *k* = 0 … ``length`` ∕ 2.
    public let power: [Double]
    /// Grid points in one cycle per observation; a power of two.
    public let length: Int

    /// The periodogram of `values`, at least `oversampling` grid points to each of their own frequencies.
    ///
    /// - Parameters:
    ///   - values: A series; its mean, trend and ends are the caller's matter.
    ///   - oversampling: How much finer the grid is; at least 1.
    /// - Precondition: `values` is not empty.
    /// - Complexity: O(*m* log *m*) for a grid of *m* points.
    public init(_ values: [Double], oversampling: Int = 4) {
        precondition(!values.isEmpty && oversampling >= 1, "a series and a grid")
        length = max(4, FourierTransform.powerOfTwo(atLeast: oversampling * values.count))
        let half = length / 2
        // Even and odd places as real and imaginary parts: one complex transform of half the length.
        var even = [Double](repeating: 0, count: half)
        var odd = even
        for (t, value) in values.enumerated() {
            if t & 1 == 0 { even[t / 2] = value } else { odd[t / 2] = value }
        }
        FourierTransform(count: half).forward(real: &even, imaginary: &odd)
        power = Periodogram.joined(even, odd, length)
    }

    /// The power of the real series from the transform of its two halves.
    private static func joined(_ re: [Double], _ im: [Double], _ length: Int) -> [Double] {
        let half = re.count
        let turns = RootsOfUnity(length)
        return (0...half).map { k in
            let (i, j) = (k % half, (half - k) % half)
            let (evenRe, evenIm) = ((re[i] + re[j]) / 2, (im[i] - im[j]) / 2)
            let (oddRe, oddIm) = ((im[i] + im[j]) / 2, (re[j] - re[i]) / 2)
            let (c, s) = turns[k]
            let x = evenRe + oddRe * c - oddIm * s
            let y = evenIm + oddRe * s + oddIm * c
            return x * x + y * y
        }
    }
}

/// e^(−2πi·k∕n).
private struct RootsOfUnity {
    private let step: Double

    init(_ count: Int) { step = -2 * Double.pi / Double(count) }

    subscript(k: Int) -> (cosine: Double, sine: Double) {
        let angle = step * Double(k)
        return (cos(angle), sin(angle))
    }
}
