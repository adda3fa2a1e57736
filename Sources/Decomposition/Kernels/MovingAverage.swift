/// Moving averages by doubling: sums of 2, 4, 8, … neighbours make those of any width.
///
/// O(*n* log width), without the error that a running sum carries along: a huge value leaves no trace outside its windows.
struct MovingAverage {
    private var powers: [Double]
    private var next: [Double]
    private var first: [Double]
    private var total: [Double]

    /// Memory for averages of `count` values.
    init(count: Int) {
        powers = [Double](repeating: 0, count: count)
        (next, first, total) = (powers, powers, powers)
    }

    /// The paper's low-pass filter up to its loess: averages over a season, a season, and 3.
    ///
    /// A season that is not whole counts its last observation by the share that belongs to it: at the later end in the first
    /// average, at the earlier in the second, so that both together are symmetric. Writes `2 ·` ``SeasonGrid/reach`` values
    /// fewer than `x` has.
    mutating func lowPass(_ x: [Double], _ grid: SeasonGrid, into out: inout [Double]) {
        let width = Int(grid.period)
        let share = grid.period - Double(width)
        let once = x.count - (share > 0 ? width : width - 1)
        let twice = once - (share > 0 ? width : width - 1)
        sums(of: x, 0, count: once, width)
        swap(&first, &total)
        if share > 0 { MovingAverage.add(share, x, width, to: &first, count: once) }
        sums(of: first, share > 0 ? 1 : 0, count: twice, width)
        if share > 0 { MovingAverage.add(share, first, 0, to: &total, count: twice) }
        let (scale, y) = (1 / (3 * grid.period * grid.period), total.span)
        var means = out.mutableSpan
        for i in 0..<min(twice - 2, y.count - 2, means.count) {
            means[i] = (y[i] + y[i + 1] + y[i + 2]) * scale
        }
    }

    /// Writes to `total` the `count` sums of `width` neighbours from `x[start]` on.
    private mutating func sums(of x: [Double], _ start: Int, count: Int, _ width: Int) {
        MovingAverage.copy(x, start, to: &powers, count: count + width - 1)
        var (size, done) = (1, 0)
        while true {
            if width & size != 0 {
                if done == 0 {
                    MovingAverage.copy(powers, 0, to: &total, count: count)
                } else {
                    MovingAverage.add(1, powers, done, to: &total, count: count)
                }
                done += size
            }
            guard 2 * size <= width else { return }
            // Sums of `2 · size` neighbours are those of `size`, twice.
            MovingAverage.copy(powers, 0, to: &next, count: count + width - 2 * size)
            MovingAverage.add(1, powers, size, to: &next, count: count + width - 2 * size)
            swap(&powers, &next)
            size *= 2
        }
    }

    private static func copy(_ x: [Double], _ start: Int, to out: inout [Double], count: Int) {
        let x = x.span.extracting(start...)
        var out = out.mutableSpan
        for i in 0..<min(count, x.count, out.count) { out[i] = x[i] }
    }

    private static func add(_ share: Double, _ x: [Double], _ start: Int, to out: inout [Double], count: Int)
    {
        let x = x.span.extracting(start...)
        var out = out.mutableSpan
        for i in 0..<min(count, x.count, out.count) { out[i] += share * x[i] }
    }
}
