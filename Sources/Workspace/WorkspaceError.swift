public import Store

/// What a workspace could not do, and the next step.
public struct WorkspaceError: Error, Sendable, Hashable {
    /// What kind of failure it is.
    public enum Code: String, Sendable, Hashable {
        /// The caller asked for something that cannot be: a wrong argument.
        case usage
        /// The configuration does not read.
        case configuration
        /// Bills or bills' folders that cannot be used.
        case data
        /// Another process works on the workspace.
        case busy
        /// The disk or the state on it refused.
        case disk
    }

    /// What kind of failure it is.
    public let code: Code
    /// What was needed, what was got and what to do; one line for each thing wrong.
    public let message: String

    /// A failure with its message.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The failure for what the state on disk could not do.
    public init(_ error: StoreError) {
        self.init(error.code == .busy ? .busy : .disk, error.description)
    }
}

extension WorkspaceError: CustomStringConvertible {
    public var description: String { message }
}

/// Runs what may fail in several ways, and fails with a ``WorkspaceError`` that says what was tried.
func attempt<Value>(_ code: WorkspaceError.Code, _ what: String, _ body: () throws -> Value)
    throws(WorkspaceError)
    -> Value
{
    do {
        return try body()
    } catch let error as WorkspaceError {
        throw error
    } catch let error as StoreError {
        throw WorkspaceError(error)
    } catch {
        throw WorkspaceError(code, "\(what): \(SystemReason.text(of: error))")
    }
}
