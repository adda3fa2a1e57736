/// Everything that is wrong with a configuration file, each with its line.
public struct ConfigurationError: Error, Sendable, Hashable {
    /// The file's path.
    public var file: String
    /// What is wrong, in order of line.
    public var problems: [Problem]

    /// One thing that is wrong.
    public struct Problem: Sendable, Hashable {
        /// The line, from 1.
        public var line: Int
        /// What was needed, what was got and what to do.
        public var message: String
    }
}

extension ConfigurationError: CustomStringConvertible {
    /// One line for each problem: `outlay.yaml:12: needs …`.
    public var description: String {
        problems.map { "\(file):\($0.line): \($0.message)" }.joined(separator: "\n")
    }
}
