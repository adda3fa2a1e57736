import Foundation

/// The natural logarithm; Foundation stays in this file.
func logarithm(_ x: Double) -> Double { log(x) }

/// e to the power of `x`.
func exponential(_ x: Double) -> Double { exp(x) }
