public import ArgumentParser
public import Findings
public import Store
public import TimeSeries
public import Workspace

// How values are written on the command line.

extension OutputFormat: ExpressibleByArgument {}
extension Finding.Severity: ExpressibleByArgument {}
extension Feedback.Reason: ExpressibleByArgument {}

extension CivilDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Term: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
