public import ArgumentParser
public import Findings
public import Reports
public import Simulation
public import Store
public import TimeSeries
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

extension CivilDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension ReportingPeriod: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Term: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
