public import ArgumentParser
public import Findings
public import Reports
public import Simulation
public import Store
import TimeSeries
public import Workspace

// How values are written on the command line.

extension EstateFormat: ExpressibleByArgument {}
extension OutputFormat: ExpressibleByArgument {}
extension Finding.Severity: ExpressibleByArgument {}
extension Feedback.Reason: ExpressibleByArgument {}
extension ReportFormat: ExpressibleByArgument {}

extension Language: ExpressibleByArgument {
    public init?(argument: String) { self.init(tag: argument) }
}

/// Reads values whose form has to be explained when they do not have it.
enum ValueText {
    static func day(_ text: String) throws -> CivilDate {
        try value(text, "needs a day such as 2026-06-15") { CivilDate($0) }
    }

    static func period(_ text: String) throws -> ReportingPeriod {
        try value(text, "needs a period such as 2026-Q3, 2026-07 or 2026") { ReportingPeriod($0) }
    }

    static func term(_ text: String) throws -> Term {
        try value(text, "needs a term of up to ten years such as 12m or 3y") { Term($0) }
    }

    static func frequency(_ text: String) throws -> Frequency {
        try value(text, "needs a frequency such as hourly, daily, weekly, monthly, 900s or 2mo") {
            Frequency($0)
        }
    }

    private static func value<Value>(_ text: String, _ need: String, _ read: (String) -> Value?) throws
        -> Value
    {
        guard let value = read(text) else {
            throw ValidationError("\(need), got '\(text.prefix(40))'; correct it")
        }
        return value
    }
}
