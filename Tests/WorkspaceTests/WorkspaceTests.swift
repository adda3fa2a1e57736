import Foundation
import Testing
import TimeSeries
import Workspace

/// A folder of its own for a test, removed afterwards.
func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "outlay-test-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
}

@Suite struct WorkspaceTests {
    @Test func nearestFolderUpwardIsFound() throws {
        try withFolder { folder in
            let deep = folder.appending(path: "w/a/b")
            try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
            try Workspace.create(at: folder.appending(path: "w"))
            let found = try Workspace.find(named: nil, environment: [:], from: deep)
            #expect(found.lastPathComponent == "w")
            let named = try Workspace.find(named: "x", environment: ["OUTLAY_WORKSPACE": "/y"], from: deep)
            #expect(named.path == deep.appending(path: "x").path)
            #expect(
                try Workspace.find(named: nil, environment: ["OUTLAY_WORKSPACE": "/y"], from: deep).path
                    == "/y")
        }
    }

    @Test func noWorkspaceSaysHowToMakeOne() throws {
        try withFolder { folder in
            let error = #expect(throws: WorkspaceError.self) {
                try Workspace.find(named: nil, environment: [:], from: folder)
            }
            #expect(error?.code == .usage)
            #expect(error?.message.hasSuffix("make one with: outlay init DIR") == true)
        }
    }

    @Test func secondInitIsRefused() throws {
        try withFolder { folder in
            try Workspace.create(at: folder)
            let error = #expect(throws: WorkspaceError.self) { try Workspace.create(at: folder) }
            #expect(error?.message.hasPrefix("needs a folder without a workspace, got") == true)
        }
    }

    @Test func badConfigurationIsNotWritten() throws {
        try withFolder { folder in
            let error = #expect(throws: WorkspaceError.self) {
                try Workspace.create(at: folder, yaml: "x: 1", yamlName: "mine.yaml")
            }
            #expect(error?.message.hasPrefix("mine.yaml:1: needs a known key") == true)
            #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "outlay.yaml").path))
        }
    }

    @Test func todayIsInTheWorkspacesZone() throws {
        try withFolder { folder in
            try Workspace.create(at: folder, yaml: "timeZone: Asia/Shanghai")
            let workspace = try Workspace(at: folder)
            let late = try #require(Timestamp("2026-06-14T16:30:00Z"))
            #expect(workspace.today(late) == CivilDate("2026-06-15"))
        }
    }
}
