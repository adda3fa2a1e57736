internal import Forecasting
internal import TimeSeries

/// One pass over a file: reads some series, forecasts them on all threads, writes their rows, and goes on with the next.
struct ForecastRun {
    enum Outcome {
        case answer(SeriesAnswer)
        /// What was seen of the file asks for another pass.
        case again(SeriesForecast.Reading)
    }

    private let question: SeriesForecast
    private let format: OutputFormat
    private let path: String?
    private var reading: SeriesForecast.Reading
    private var stream: SeriesStream
    private var output: ForecastOutput?
    private var notes = InputNotes()
    private var leftOut = LeftOutSeries()

    init(
        _ question: SeriesForecast, _ reading: SeriesForecast.Reading, _ format: OutputFormat, _ path: String?
    ) throws(WorkspaceError) {
        self.question = question
        self.reading = reading
        self.format = format
        self.path = path
        stream = try SeriesStream(question.input.path, isHeld: reading.isHeld)
        if let path { _ = try OutputFile(path: path) }
    }

    /// Goes through the whole file.
    mutating func finish(_ progress: (SeriesProgress) -> Void) throws(WorkspaceError) -> Outcome {
        var done = 0
        while true {
            guard case .series(let series) = try stream.next(SeriesQuestion.chunkSize) else {
                return .again(.init(isHeld: true, hasHours: reading.hasHours))
            }
            if series.isEmpty { break }
            let found = parallelMap(series, width: question.threads) { [question] rows in
                question.input.usable(rows).map { Found(member: $0, forecast: question.forecast($0.series)) }
            }
            let forecasts = take(found, series)
            let hasHours = found.contains { (try? $0.get())?.member.hasHours ?? false }
            if hasHours, reading.hasHours == false, isParquet {
                // A column of days cannot take hours once it has been begun.
                return .again(.init(isHeld: reading.isHeld, hasHours: true))
            }
            try write(forecasts, hasHours: hasHours)
            done += series.count
            progress(SeriesProgress(done: done))
        }
        try write([], hasHours: false)
        notes.file = stream.file.warnings
        let answer = SeriesAnswer(
            text: try output?.finish() ?? "", input: notes, leftOut: leftOut,
            isWritten: output?.isFile ?? false)
        return .answer(answer)
    }

    private var isParquet: Bool {
        if case .parquet? = path.map(SeriesFile.init) { return true }
        return false
    }

    private struct Found: Sendable {
        let member: UsableSeries.Member
        let forecast: Result<Forecast, Reason>
    }

    /// The rows of the series that have a forecast, in their order; notes of the others.
    private mutating func take(_ found: [Result<Found, Reason>], _ series: [SeriesRows]) -> [ForecastRows] {
        var forecasts: [ForecastRows] = []
        for (result, rows) in zip(found, series) {
            guard let member = notes.take(result.map(\.member), rows.id),
                case .success(let found) = result
            else { continue }
            switch found.forecast {
            case .success(let forecast):
                forecasts.append(ForecastRows(member, forecast, origin: member.series.count))
            case .failure(let reason): leftOut.leaveOut(member.id, reason.text)
            }
        }
        return forecasts
    }

    private mutating func write(_ forecasts: [ForecastRows], hasHours: Bool) throws(WorkspaceError) {
        if output == nil {
            let hasHours = reading.hasHours ?? hasHours
            reading.hasHours = hasHours
            let columns = ForecastColumns(
                numbers: ForecastColumns.ranges(of: question.coverages), hasHours: hasHours)
            output = try ForecastOutput(columns, format: format, path: path)
        }
        try output?.write(forecasts)
    }
}
