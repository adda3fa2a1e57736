import Dispatch
import Synchronization

/// A file as chunks of bytes; gzip is told by its first bytes and inflated, on a second thread.
///
/// Gzip takes as long to inflate as a CSV takes to read, so the next chunks are made ready while this one is used.
public final class ByteSource {
    /// The file.
    public let path: String
    /// Whether the file is compressed with gzip.
    public let isGzip: Bool
    private let chunkBytes: Int
    private let plain: FileHandle?
    private let ahead: ReadAhead?

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - chunkBytes: Size of the chunks, inflated; at least 1.
    /// - Throws: ``ColumnarError/cannotOpen(path:reason:)``.
    public init(path: String, chunkBytes: Int = 1 << 20) throws(ColumnarError) {
        precondition(chunkBytes >= 1, "chunks of at least 1 byte")
        let file = try FileHandle(path: path)
        self.path = path
        self.chunkBytes = chunkBytes
        isGzip = file.isGzip
        if file.isGzip {
            plain = nil
            ahead = try ReadAhead(path: path, chunkBytes: chunkBytes)
        } else {
            plain = file
            ahead = nil
        }
    }

    deinit {
        ahead?.stop()
    }

    /// The next bytes; empty at the end of the file.
    ///
    /// - Throws: ``ColumnarError/truncated(path:)`` if gzip data end in the middle,
    ///   ``ColumnarError/cannotRead(path:reason:)`` if they are damaged or the disk fails.
    public func next() throws(ColumnarError) -> [UInt8] {
        if let plain { return try plain.read(chunkBytes) }
        guard let ahead else { return [] }
        return try ahead.next()
    }
}

/// A few chunks of a file, read by another thread before they are asked for.
private final class ReadAhead: Sendable {
    private struct State {
        var chunks: [Result<[UInt8], ColumnarError>] = []
        var isStopped = false
        var isFinished = false
    }

    private static let depth = 4
    private let state = Mutex(State())
    private let file: Mutex<FileHandle>
    private let filled = DispatchSemaphore(value: 0)
    private let free = DispatchSemaphore(value: 0)
    private let chunkBytes: Int

    init(path: String, chunkBytes: Int) throws(ColumnarError) {
        file = Mutex(try FileHandle(path: path))
        self.chunkBytes = chunkBytes
        for _ in 0..<ReadAhead.depth { free.signal() }
        DispatchQueue.global(qos: .userInitiated).async { self.run() }
    }

    private func run() {
        while true {
            free.wait()
            if state.withLock({ $0.isStopped }) { return }
            let result = file.withLock { (file) -> Result<[UInt8], ColumnarError> in
                do throws(ColumnarError) { return .success(try file.read(chunkBytes)) } catch {
                    return .failure(error)
                }
            }
            state.withLock { $0.chunks.append(result) }
            filled.signal()
            guard case .success(let bytes) = result, !bytes.isEmpty else { return }
        }
    }

    func next() throws(ColumnarError) -> [UInt8] {
        if state.withLock({ $0.isFinished }) { return [] }
        filled.wait()
        let result = state.withLock { $0.chunks.removeFirst() }
        free.signal()
        switch result {
        case .success(let bytes):
            if bytes.isEmpty { state.withLock { $0.isFinished = true } }
            return bytes
        case .failure(let error):
            state.withLock { $0.isFinished = true }
            throw error
        }
    }

    func stop() {
        state.withLock { $0.isStopped = true }
        free.signal()
    }
}
