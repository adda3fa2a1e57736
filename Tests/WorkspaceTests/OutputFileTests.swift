import Foundation
import Testing
import Workspace

@Suite struct OutputFileTests {
    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "outlay-out-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    @Test func fileIsReplacedWholeAndNothingElseStays() throws {
        try withFolder { folder in
            let file = folder.appending(path: "a.csv")
            try Data("a much longer text than the new one".utf8).write(to: file)
            try OutputFile(path: file.path).write("new\n")
            #expect(try String(contentsOf: file, encoding: .utf8) == "new\n")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.csv"])
        }
    }

    @Test func linkStaysALink() throws {
        try withFolder { folder in
            let file = folder.appending(path: "a.csv")
            let link = folder.appending(path: "link.csv")
            try Data("old".utf8).write(to: file)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
            try OutputFile(path: link.path).write("new")
            #expect(try String(contentsOf: file, encoding: .utf8) == "new")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == file.path)
        }
    }

    @Test func deviceStaysADevice() throws {
        try OutputFile(path: "/dev/null").write("gone")
        let kind = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
        #expect(kind == .typeCharacterSpecial)
    }

    @Test func folderIsRefused() throws {
        try withFolder { folder in
            let error = #expect(throws: WorkspaceError.self) { try OutputFile(path: folder.path) }
            #expect(error?.code == .usage)
            #expect(
                error?.message
                    == "needs a file to write to for --out, got the folder '\(folder.path)'; name a file in it"
            )
        }
    }

    @Test func folderThatIsNotThereIsNamed() throws {
        try withFolder { folder in
            let error = #expect(throws: WorkspaceError.self) {
                try OutputFile(path: folder.appending(path: "none/a.csv").path)
            }
            #expect(error?.message.hasPrefix("needs a folder that is there for --out, got none at ") == true)
        }
    }
}
