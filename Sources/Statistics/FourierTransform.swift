import Foundation

/// The discrete Fourier transform of any length: *X*ₖ = Σ *x*ⱼ · e^(−2πi·jk∕n), without a factor.
///
///     let transform = FourierTransform(count: 365)
///     transform.forward(real: &re, imaginary: &im)
///
/// Powers of two go by Cooley and Tukey's butterflies; other lengths become a convolution of a power of two (Bluestein).
/// A transform holds its roots of unity: make it once for many series of a length.
///
/// - Complexity: O(*n* log *n*) for every length, prime ones too.
/// - SeeAlso: Bluestein, "A linear filtering approach to the computation of discrete Fourier transform", 1970.
public struct FourierTransform: Sendable {
    /// Numbers in a transform; at least 1.
    public let count: Int
    private let butterflies: ButterflyKernel
    private let chirp: Chirp?

    /// The transform of `count` numbers.
    ///
    /// - Precondition: `count` is at least 1.
    public init(count: Int) {
        precondition(count >= 1, "a transform of at least 1 number")
        self.count = count
        let isPowerOfTwo = count & (count - 1) == 0
        butterflies = ButterflyKernel(
            count: isPowerOfTwo ? count : FourierTransform.powerOfTwo(atLeast: 2 * count - 1))
        chirp = isPowerOfTwo ? nil : Chirp(count: count, butterflies)
    }

    /// Replaces the numbers by their transform.
    ///
    /// - Precondition: Both parts have ``count`` values.
    public func forward(real: inout [Double], imaginary: inout [Double]) {
        precondition(real.count == count && imaginary.count == count, "as many numbers as the transform has")
        if let chirp {
            chirp.transform(&real, &imaginary, butterflies)
        } else {
            butterflies.transform(&real, &imaginary)
        }
    }

    /// Replaces a transform by the numbers it came from; the factor 1∕*n* is here.
    ///
    /// - Precondition: Both parts have ``count`` values.
    public func inverse(real: inout [Double], imaginary: inout [Double]) {
        forward(real: &imaginary, imaginary: &real)
        let factor = 1 / Double(count)
        for k in 0..<count {
            real[k] *= factor
            imaginary[k] *= factor
        }
    }

    /// The least power of two that is at least `number`.
    public static func powerOfTwo(atLeast number: Int) -> Int {
        var power = 1
        while power < number { power *= 2 }
        return power
    }
}

/// The butterflies for a power of two.
private struct ButterflyKernel: Sendable {
    /// cos and −sin of 2π·k∕n for k < n∕2.
    private let cosines: [Double]
    private let sines: [Double]
    private let count: Int

    init(count: Int) {
        self.count = count
        let step = 2 * Double.pi / Double(count)
        cosines = (0..<count / 2).map { cos(step * Double($0)) }
        sines = (0..<count / 2).map { -sin(step * Double($0)) }
    }

    func transform(_ real: inout [Double], _ imaginary: inout [Double]) {
        var re = real.mutableSpan
        var im = imaginary.mutableSpan
        ButterflyKernel.reverseBits(&re, &im)
        let (cosines, sines) = (cosines.span, sines.span)
        var half = 1
        while half < count {
            let stride = count / (2 * half)
            for start in Swift.stride(from: 0, to: count, by: 2 * half) {
                for k in 0..<half {
                    let (c, s) = (cosines[k * stride], sines[k * stride])
                    let (i, j) = (start + k, start + k + half)
                    let (x, y) = (c * re[j] - s * im[j], c * im[j] + s * re[j])
                    (re[j], im[j]) = (re[i] - x, im[i] - y)
                    (re[i], im[i]) = (re[i] + x, im[i] + y)
                }
            }
            half *= 2
        }
    }

    /// Reorders the numbers by their index read backwards in binary.
    private static func reverseBits(_ re: inout MutableSpan<Double>, _ im: inout MutableSpan<Double>) {
        var j = 0
        for i in 0..<re.count {
            if i < j {
                (re[i], re[j]) = (re[j], re[i])
                (im[i], im[j]) = (im[j], im[i])
            }
            var bit = re.count >> 1
            while bit > 0 && j & bit != 0 {
                j ^= bit
                bit >>= 1
            }
            j |= bit
        }
    }
}

/// Bluestein's way to any length: jk = (j² + k² − (k − j)²) ∕ 2 makes the transform a convolution with a chirp.
private struct Chirp: Sendable {
    /// e^(−πi·j²∕n).
    private let cosines: [Double]
    private let sines: [Double]
    /// The transform of the conjugate chirp, wrapped around.
    private let real: [Double]
    private let imaginary: [Double]

    init(count: Int, _ butterflies: ButterflyKernel) {
        // j² modulo 2n is exact; the angle of a large j² would lose its digits.
        let angles = (0..<count).map { Double.pi * Double($0 * $0 % (2 * count)) / Double(count) }
        cosines = angles.map { cos($0) }
        sines = angles.map { -sin($0) }
        let length = FourierTransform.powerOfTwo(atLeast: 2 * count - 1)
        var re = [Double](repeating: 0, count: length)
        var im = re
        for j in 0..<count {
            let mirrored = (length - j) % length
            (re[j], im[j]) = (cosines[j], -sines[j])
            (re[mirrored], im[mirrored]) = (cosines[j], -sines[j])
        }
        butterflies.transform(&re, &im)
        real = re
        imaginary = im
    }

    func transform(_ re: inout [Double], _ im: inout [Double], _ butterflies: ButterflyKernel) {
        let length = real.count
        var a = [Double](repeating: 0, count: length)
        var b = a
        for j in re.indices {
            a[j] = re[j] * cosines[j] - im[j] * sines[j]
            b[j] = re[j] * sines[j] + im[j] * cosines[j]
        }
        butterflies.transform(&a, &b)
        for k in 0..<length {
            // The product, with its parts exchanged: a second forward transform is then the inverse.
            let product = a[k] * imaginary[k] + b[k] * real[k]
            b[k] = a[k] * real[k] - b[k] * imaginary[k]
            a[k] = product
        }
        butterflies.transform(&a, &b)
        let factor = 1 / Double(length)
        for k in re.indices {
            let (x, y) = (b[k] * factor, a[k] * factor)
            re[k] = x * cosines[k] - y * sines[k]
            im[k] = x * sines[k] + y * cosines[k]
        }
    }
}
