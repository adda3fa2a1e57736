internal import Foundation

/// The natural logarithm, for files where Foundation's `Dimension` would stand beside ours.
func logarithm(_ x: Double) -> Double { log(x) }

/// The exponential function, likewise.
func exponential(_ x: Double) -> Double { exp(x) }
