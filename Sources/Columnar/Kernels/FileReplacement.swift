import Glibc

/// Puts complete files where others read.
public enum FileReplacement {
    /// Moves a file to a place of the same disk, where another may be: a reader sees the old one or the new one.
    ///
    /// - Throws: ``ColumnarError/cannotWrite(path:reason:)`` if the disk refuses.
    public static func move(_ part: String, to place: String) throws(ColumnarError) {
        // SAFETY: both paths live through the call; the text of the error is copied at once.
        guard unsafe rename(part, place) == 0 else {
            throw .cannotWrite(path: place, reason: unsafe String(cString: strerror(errno)))
        }
    }
}
