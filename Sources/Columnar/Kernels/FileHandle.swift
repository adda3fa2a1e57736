internal import CArrow

/// An open file that is read as bytes, inflated when it is gzip: owns the C handle.
@safe final class FileHandle {
    private let handle: OpaquePointer
    let path: String
    let isGzip: Bool

    init(path: String) throws(ColumnarError) {
        var message = Message()
        var handle: OpaquePointer?
        // SAFETY: the path lives through the call; the handle is owned by this object and closed once, in deinit.
        let status = unsafe carrow_source_open(path, &handle, &message.raw)
        guard status == 0, let handle = unsafe handle else {
            throw .cannotOpen(path: path, reason: message.text)
        }
        unsafe self.handle = unsafe handle
        self.path = path
        // SAFETY: the handle is open.
        isGzip = unsafe carrow_source_is_gzip(handle) != 0
    }

    deinit {
        // SAFETY: opened in init, closed here only.
        unsafe carrow_source_close(handle)
    }

    /// The next `size` bytes, fewer only at the end.
    func read(_ size: Int) throws(ColumnarError) -> [UInt8] {
        var message = Message()
        var got: Int64 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            // SAFETY: the buffer has room for `size` bytes; the C side writes at most that many and says how many.
            got = unsafe carrow_source_read(handle, base, Int64(size), &message.raw)
            count = max(0, Int(got))
        }
        if got == Int64(CARROW_TRUNCATED) { throw .truncated(path: path) }
        if got < 0 { throw .cannotRead(path: path, reason: message.text) }
        return bytes
    }
}

/// A file that is written from the start, compressed with gzip when asked: owns the C handle.
@safe final class FileSink {
    private var handle: OpaquePointer?
    let path: String

    init(path: String, gzipLevel: Int) throws(ColumnarError) {
        var message = Message()
        var handle: OpaquePointer?
        // SAFETY: the path lives through the call; the handle is owned by this object and closed once.
        let status = unsafe carrow_sink_open(path, Int32(gzipLevel), &handle, &message.raw)
        guard status == 0 else { throw .cannotWrite(path: path, reason: message.text) }
        unsafe self.handle = unsafe handle
        self.path = path
    }

    deinit {
        var message = Message()
        // SAFETY: closed here only if `close` was not called.
        if let handle = unsafe handle { _ = unsafe carrow_sink_close(handle, &message.raw) }
    }

    func write(_ bytes: [UInt8]) throws(ColumnarError) {
        guard let handle = unsafe handle, !bytes.isEmpty else { return }
        var message = Message()
        // SAFETY: the array's memory lives through the call, and its size is passed.
        let status = unsafe carrow_sink_write(handle, bytes, Int64(bytes.count), &message.raw)
        guard status == 0 else { throw .cannotWrite(path: path, reason: message.text) }
    }

    func close() throws(ColumnarError) {
        guard let open = unsafe handle else { return }
        unsafe handle = nil
        var message = Message()
        // SAFETY: the handle is open and forgotten above, so that it is closed once.
        let status = unsafe carrow_sink_close(open, &message.raw)
        guard status == 0 else { throw .cannotWrite(path: path, reason: message.text) }
    }
}

/// Forcing what was written to the disk.
public enum DiskSync {
    /// Returns when the bytes of a file, or the entries of a folder, are on the disk.
    ///
    /// - Parameter path: A file or a folder.
    /// - Throws: ``ColumnarError/cannotWrite(path:reason:)`` if the disk refuses.
    public static func sync(_ path: String) throws(ColumnarError) {
        var message = Message()
        // SAFETY: the path lives through the call.
        let status = unsafe carrow_sync(path, &message.raw)
        guard status == 0 else { throw .cannotWrite(path: path, reason: message.text) }
    }
}
