import Forecasting
import Foundation
import TimeSeries

/// Forecasts each series of a file by one method, timed on this thread; `compare.py` runs it beside other programs.
///
///     MethodsBenchmark FILE METHOD HORIZON ROUNDS
///
/// FILE has one series a line: id, season, values, and what came after, if it is known. Out come id, milliseconds to fit and
/// forecast, the same with 200 paths, the objective of the fit, its details, the means; and, if it is known what came
/// after, the shares of steps within the 80 % and 95 % ranges of 500 paths and whether those of the total held.
@main enum MethodsBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let horizon = Int(arguments[3]), let rounds = Int(arguments[4]) else {
            return print("usage: MethodsBenchmark FILE METHOD HORIZON ROUNDS")
        }
        if arguments[2] == "GlobalLinearModel" { return try pooled(arguments[1], horizon: horizon) }
        let text = try String(contentsOf: URL(fileURLWithPath: arguments[1]), encoding: .utf8)
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "\t")
            guard fields.count >= 3, let period = Int(fields[1]) else { continue }
            let values = fields[2].split(separator: ",").compactMap { Double($0) }
            let series = try Series(
                start: Timestamp(secondsSinceEpoch: 0), frequency: .daily, values: values)
            guard let row = row(arguments[2], series, period: period, horizon: horizon, rounds: rounds)
            else { continue }
            let future = fields.count > 3 ? fields[3].split(separator: ",").compactMap { Double($0) } : []
            let held = try held(arguments[2], series, period, future)
            print("\(fields[0])\t\(row)\(held)")
        }
    }

    /// The pooled model, fitted on all series of one origin (what follows the @ in the id) at a time.
    private static func pooled(_ path: String, horizon: Int) throws {
        var origins: [Substring: [(id: Substring, series: Series)]] = [:]
        for line in try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8).split(separator: "\n")
        {
            let fields = line.split(separator: "\t")
            let values = fields[2].split(separator: ",").compactMap { Double($0) }
            let series = try Series(
                start: Timestamp(secondsSinceEpoch: 0), frequency: .daily, values: values)
            origins[fields[0].split(separator: "@").last ?? "", default: []].append((fields[0], series))
        }
        for group in origins.values {
            let before = clock()
            let model = try GlobalLinearModel.fit(group.map(\.series))
            let spent = Double(clock() - before) * 1000 / Double(CLOCKS_PER_SEC) / Double(group.count)
            for item in group {
                let mean = model.model(for: item.series).forecast(horizon: horizon)
                let text = mean.map { "\($0)" }.joined(separator: ",")
                print("\(item.id)\t\(spent)\t\(spent)\tnan\t\t\(text)")
            }
        }
    }

    /// Shares of the steps and of the total that the ranges held.
    private static func held(_ name: String, _ series: Series, _ period: Int, _ future: [Double]) throws
        -> String
    {
        guard !future.isEmpty, let model = try? fitted(name, series, period) else { return "" }
        let paths = model.samplePaths(horizon: future.count, count: 500, seed: 1)
        let steps = future.indices.map { paths.values(at: $0).sorted() }
        let totals = paths.totals(over: 0..<future.count).sorted()
        let total = future.reduce(0, +)
        let shares = [(50, 449), (12, 487)].map { low, high -> String in
            let hits = future.indices.count { (steps[$0][low]...steps[$0][high]).contains(future[$0]) }
            let isHeld = (totals[low]...totals[high]).contains(total)
            return "\(Double(hits) / Double(future.count)),\(isHeld ? 1 : 0)"
        }
        return "\t" + shares.joined(separator: ",")
    }

    private static func row(_ name: String, _ series: Series, period: Int, horizon: Int, rounds: Int)
        -> String?
    {
        var found: (objective: Double, details: String, mean: [Double])?
        let plain = milliseconds(rounds) { found = forecast(name, series, period, horizon, paths: 0) }
        let paths = milliseconds(rounds) { found = forecast(name, series, period, horizon, paths: 200) }
        guard let found else { return nil }
        let mean = found.mean.map { "\($0)" }.joined(separator: ",")
        return "\(plain)\t\(paths)\t\(found.objective)\t\(found.details)\t\(mean)"
    }

    private static func forecast(_ name: String, _ series: Series, _ period: Int, _ horizon: Int, paths: Int)
        -> (objective: Double, details: String, mean: [Double])?
    {
        guard let model = try? fitted(name, series, period) else { return nil }
        if paths > 0 { _ = model.samplePaths(horizon: horizon, count: paths, seed: 1) }
        let mean = model.forecast(horizon: horizon)
        switch model {
        case let theta as ThetaModel:
            let p = theta.parameters
            return (theta.sumOfSquares, "\(p.alpha),\(p.theta),\(p.level)", mean)
        case let ces as CESModel:
            let p = ces.parameters
            return (ces.sumOfSquares, "\(ces.season.rawValue),\(p.a0),\(p.a1),\(p.b0),\(p.b1)", mean)
        default: return (.nan, "", mean)
        }
    }

    private static func fitted(_ name: String, _ series: Series, _ period: Int) throws -> (any ForecastModel)?
    {
        switch name {
        case "Theta": try Theta(.standard, period: period).fit(series)
        case "OptimizedTheta": try Theta(.optimized, period: period).fit(series)
        case "DynamicTheta": try Theta(.dynamicStandard, period: period).fit(series)
        case "DynamicOptimizedTheta": try Theta(period: period).fit(series)
        case "thetaf": try Theta(.classic, period: period).fit(series)
        case "AutoCES": try CES(period: period).fit(series)
        case "AutoCES-stable": try CES(period: period, bounds: .stable).fit(series)
        case "AutoCES-2": try CES(period: period, bounds: .steady(factor: 2)).fit(series)
        case "AutoCES-10": try CES(period: period, bounds: .steady(factor: 10)).fit(series)
        case "CES-N": try CES([.none], period: period, bounds: .stable).fit(series)
        case "CES-S": try CES([.simple], period: period, bounds: .stable).fit(series)
        case "CES-P": try CES([.partial], period: period, bounds: .stable).fit(series)
        case "CES-F": try CES([.full], period: period, bounds: .stable).fit(series)
        case "FLAIR": try FLAIR(period: period).fit(series)
        case "SeasonalNaive": try SeasonalNaive(period: period).fit(series)
        case "ETS-level": try ETS(trend: .absent, period: period).fit(series)
        case "CrostonClassic": try Intermittent(.croston, smoothing: .fixed(size: 0.1, gap: 0.1)).fit(series)
        case "CrostonSBA": try Intermittent(.crostonSBA, smoothing: .fixed(size: 0.1, gap: 0.1)).fit(series)
        case "TSB": try Intermittent(.tsb, smoothing: .fixed(size: 0.1, gap: 0.1)).fit(series)
        case "ADIDA": try Intermittent(.adida).fit(series)
        case "IMAPA": try Intermittent(.imapa).fit(series)
        case "intermittent": try Intermittent().fit(series)
        case "Naive": try Naive().fit(series)
        case "RandomWalkWithDrift": try RandomWalkWithDrift().fit(series)
        case "HistoricAverage": try HistoricAverage().fit(series)
        case "WindowAverage": try WindowAverage(window: 28).fit(series)
        case "SeasonalWindowAverage": try SeasonalWindowAverage(period: period, window: 4).fit(series)
        default: nil
        }
    }

    private static func milliseconds(_ rounds: Int, _ work: () -> Void) -> Double {
        let before = clock()
        for _ in 0..<rounds { work() }
        return Double(clock() - before) * 1000 / Double(CLOCKS_PER_SEC) / Double(rounds)
    }
}
