import Forecasting
import Foundation
import TimeSeries

/// Fits `AutoETS` to series from standard input, for `ets_agree.py`.
///
///     ETSBenchmark [standard|nightly|all|warm]
///
/// A line in: name, period, values by commas; a line out: name, form, log-likelihood, AICc, milliseconds of processor time
/// with ranges of 14 steps at 80 and 95 %; tabs between.
@main enum ETSBenchmark {
    static func main() throws {
        let set = CommandLine.arguments.dropFirst().first ?? "standard"
        let forms = set == "nightly" ? ETSForm.nightly : set == "all" ? ETSForm.all : ETSForm.standard
        while let line = readLine() {
            let parts = line.split(separator: "\t")
            guard parts.count == 3, let period = Int(parts[1]) else { continue }
            let series = try Series(daily: parts[2].split(separator: ",").compactMap { Double($0) })
            let method = AutoETS(forms: forms, period: period)
            let yesterday = set == "warm" ? try method.fit(series[0..<(series.count - 1)]) : nil
            let before = clock()
            let model = try yesterday.map { try $0.refitted(to: series) } ?? method.fit(series)
            let forecast = model.normalForecast(horizon: 14, coverages: [0.8, 0.95])
            let spent = Double(clock() - before) * 1000 / Double(CLOCKS_PER_SEC)
            guard forecast.mean.allSatisfy(\.isFinite) else { continue }
            print(parts[0], model.form.letters, model.logLikelihood, model.aicc, spent, separator: "\t")
        }
    }
}
