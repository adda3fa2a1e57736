/// Numbers that the derivatives by the state before the first value fill: level, trend, season.
protocol ETSLanes: Sendable {
    static var zero: Self { get }
    static var count: Int { get }
    subscript(index: Int) -> Double { get set }
    func plus(_ other: Self) -> Self
    func times(_ factor: Double) -> Self
    func plus(_ other: Self, times factor: Double) -> Self
}

extension SIMD4: ETSLanes where Scalar == Double {
    static var count: Int { 4 }
    @inline(__always) func plus(_ other: Self) -> Self { self + other }
    @inline(__always) func times(_ factor: Double) -> Self { self * factor }
    @inline(__always) func plus(_ other: Self, times factor: Double) -> Self {
        addingProduct(other, Self(repeating: factor))
    }
}

extension SIMD8: ETSLanes where Scalar == Double {
    static var count: Int { 8 }
    @inline(__always) func plus(_ other: Self) -> Self { self + other }
    @inline(__always) func times(_ factor: Double) -> Self { self * factor }
    @inline(__always) func plus(_ other: Self, times factor: Double) -> Self {
        addingProduct(other, Self(repeating: factor))
    }
}

extension SIMD16: ETSLanes where Scalar == Double {
    static var count: Int { 16 }
    @inline(__always) func plus(_ other: Self) -> Self { self + other }
    @inline(__always) func times(_ factor: Double) -> Self { self * factor }
    @inline(__always) func plus(_ other: Self, times factor: Double) -> Self {
        addingProduct(other, Self(repeating: factor))
    }
}

extension SIMD32: ETSLanes where Scalar == Double {
    static var count: Int { 32 }
    @inline(__always) func plus(_ other: Self) -> Self { self + other }
    @inline(__always) func times(_ factor: Double) -> Self { self * factor }
    @inline(__always) func plus(_ other: Self, times factor: Double) -> Self {
        addingProduct(other, Self(repeating: factor))
    }
}

/// A derivative by all parameters: α, β, γ, φ and the state before the first value.
struct ETSRow<Start: ETSLanes> {
    var smoothing: SIMD4<Double> = .zero
    var start: Start = .zero

    static var count: Int { 4 + Start.count }

    subscript(index: Int) -> Double { index < 4 ? smoothing[index] : start[index - 4] }

    @inline(__always) static func + (a: Self, b: Self) -> Self {
        Self(smoothing: a.smoothing + b.smoothing, start: a.start.plus(b.start))
    }

    @inline(__always) static func * (a: Self, factor: Double) -> Self {
        Self(smoothing: a.smoothing * factor, start: a.start.times(factor))
    }

    @inline(__always) func adding(_ other: Self, times factor: Double) -> Self {
        Self(
            smoothing: smoothing.plus(other.smoothing, times: factor),
            start: start.plus(other.start, times: factor))
    }
}
