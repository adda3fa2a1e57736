public import Billing

/// Rounds the parts of a total so that what is printed adds up to what is printed of the total.
public enum Apportionment {
    /// A value rounded half to even to `decimals` places.
    public static func rounded(_ value: Money<Charged>, decimals: Int) -> Money<Charged> {
        let grid = grid(decimals)
        let down = floor(value.units, grid)
        let twice = (value.units - down) * 2
        let isUp = twice > grid || twice == grid && down / grid % 2 != 0
        return Money(units: isUp ? down + grid : down)
    }

    /// The parts rounded to `decimals` places by the largest remainder, so that they add up to `total`.
    ///
    /// - Parameters:
    ///   - parts: Exact parts.
    ///   - total: Their sum as it is printed: rounded up or down to `decimals` places.
    ///   - decimals: Places, 0…18.
    /// - Returns: The parts as they shall be printed; each plainly rounded if the parts do not add up to the total, for
    ///   then it is not for rounding to hide that.
    public static func parts(_ parts: [Money<Charged>], of total: Money<Charged>, decimals: Int) -> [Money<
        Charged
    >] {
        let grid = grid(decimals)
        let floors = parts.map { floor($0.units, grid) }
        let missing = (total.units - floors.reduce(0, +)) / grid
        let sum = parts.reduce(Money.zero, +)
        guard abs(total.units - sum.units) < grid, 0...parts.count ~= Int(clamping: missing) else {
            return parts.map { rounded($0, decimals: decimals) }
        }
        // Largest remainder first; equal ones in their order.
        let order = parts.indices.sorted {
            let left = parts[$0].units - floors[$0]
            let right = parts[$1].units - floors[$1]
            return left == right ? $0 < $1 : left > right
        }
        var result = floors
        for i in order.prefix(Int(missing)) { result[i] += grid }
        return result.map { Money(units: $0) }
    }

    private static func grid(_ decimals: Int) -> Int128 {
        precondition(0...18 ~= decimals, "0 to 18 decimals")
        var grid: Int128 = 1
        for _ in 0..<(18 - decimals) { grid *= 10 }
        return grid
    }

    private static func floor(_ value: Int128, _ grid: Int128) -> Int128 {
        let rest = value % grid
        return rest < 0 ? value - rest - grid : value - rest
    }
}
