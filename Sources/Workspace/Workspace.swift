public import Foundation
internal import Store
public import TimeSeries

/// A folder with a configuration, a lake of bills, their state and reports.
///
///     let workspace = try Workspace(at: Workspace.find(named: nil, environment: [:], from: currentFolder))
public struct Workspace: Sendable {
    /// The folder that has `outlay.yaml`.
    public let folder: URL
    /// What its owner decided.
    public let configuration: Configuration

    /// The name of the file that makes a folder a workspace.
    public static let configurationName = "outlay.yaml"

    /// The workspace in a folder.
    ///
    /// - Throws: ``WorkspaceError`` if there is no configuration in it, or one that does not read.
    public init(at folder: URL) throws(WorkspaceError) {
        let file = folder.appending(path: Workspace.configurationName)
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw WorkspaceError(
                .usage,
                "needs a workspace, got no \(Workspace.configurationName) in \(folder.path); "
                    + "make one with: outlay init \(folder.path)")
        }
        let data = try attempt(.disk, "needs to read \(file.path)") {
            try FileHandle(forReadingFrom: file).read(upToCount: Configuration.longestText + 1) ?? Data()
        }
        guard let yaml = String(data: data, encoding: .utf8) else {
            throw WorkspaceError(
                .configuration,
                "\(Workspace.configurationName): needs text in UTF-8, got other bytes; save it as UTF-8")
        }
        do {
            configuration = try Configuration(yaml: yaml, file: Workspace.configurationName)
        } catch {
            throw WorkspaceError(.configuration, error.description)
        }
        self.folder = folder
    }

    /// The folder of the workspace to use: the one named, else the one in `OUTLAY_WORKSPACE`, else the nearest upward.
    ///
    /// - Throws: ``WorkspaceError`` if none is named and none is upward.
    public static func find(
        named name: String?, environment: [String: String], from current: URL
    ) throws(WorkspaceError) -> URL {
        if let path = name ?? environment["OUTLAY_WORKSPACE"].flatMap({ $0.isEmpty ? nil : $0 }) {
            return (path.hasPrefix("/") ? URL(filePath: path) : current.appending(path: path))
                .standardizedFileURL
        }
        var folder = current.standardizedFileURL
        while true {
            if FileManager.default.fileExists(atPath: folder.appending(path: configurationName).path) {
                return folder
            }
            let parent = folder.deletingLastPathComponent().standardizedFileURL
            guard parent.path != folder.path, parent.path.count < folder.path.count else { break }
            folder = parent
        }
        throw WorkspaceError(
            .usage,
            "needs a workspace, got no \(configurationName) in \(current.path) or above; "
                + "name one with --workspace or make one with: outlay init DIR")
    }

    /// Makes a workspace in `folder` with `yaml` as its configuration, or a template that explains every key.
    ///
    /// - Throws: ``WorkspaceError`` if there is one already, `yaml` does not read, or the disk refuses.
    public static func create(at folder: URL, yaml: String? = nil, yamlName: String? = nil)
        throws(WorkspaceError)
    {
        let file = folder.appending(path: configurationName)
        guard !FileManager.default.fileExists(atPath: file.path) else {
            throw WorkspaceError(
                .usage,
                "needs a folder without a workspace, got \(folder.path) that has \(configurationName); "
                    + "choose another or edit that file")
        }
        let text = yaml ?? Configuration.template
        do {
            _ = try Configuration(yaml: text, file: yamlName ?? configurationName)
        } catch {
            throw WorkspaceError(.configuration, error.description)
        }
        try attempt(.disk, "needs to make a workspace in \(folder.path)") {
            for name in ["lake", "reports"] {
                try FileManager.default.createDirectory(
                    at: folder.appending(path: name), withIntermediateDirectories: true)
            }
            try Data(text.utf8).write(to: file, options: .atomic)
        }
    }

    /// Where the charges are.
    public var lakeFolder: URL { folder.appending(path: "lake") }
    /// Where reports go.
    public var reportsFolder: URL { folder.appending(path: "reports") }
    /// The name that reports carry.
    public var name: String { configuration.name ?? folder.standardizedFileURL.lastPathComponent }

    /// The day it is in the workspace's time zone at a time in UTC.
    public func today(_ now: Timestamp) -> CivilDate {
        let zone = TimeZone(identifier: configuration.timeZone)
        let date = Date(timeIntervalSince1970: Double(now.secondsSinceEpoch))
        let offset = zone?.secondsFromGMT(for: date) ?? 0
        return Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + offset).day
    }

    /// The state.
    func store() throws(WorkspaceError) -> Store {
        do {
            return try Store(at: folder.appending(path: "outlay.sqlite").path)
        } catch {
            throw WorkspaceError(error)
        }
    }

    /// Does work that changes the workspace, alone, after what a killed process left is cleaned up.
    func alone<Value>(waitSeconds: Double = 5, _ body: (Store) throws(WorkspaceError) -> Value)
        throws(WorkspaceError) -> Value
    {
        let lock = try WorkspaceLock(at: folder.appending(path: ".lock"), waitSeconds: waitSeconds)
        defer { lock.unlock() }
        let store = try store()
        try cleanUp(store)
        return try body(store)
    }
}
