internal import Bytes
internal import Parallel

/// A stream that is read on a thread of its own, a few pieces ahead, so that unpacking and parsing
/// go on at once.
final class ReadAheadStream: ByteStream {
  private static let pieceBytes = 256 << 10
  private static let pieceCount = 4

  private let relay: Relay<[UInt8]>

  /// Starts to read.
  ///
  /// - Parameter open: Makes the stream, on the thread that reads it.
  init(_ open: @escaping @Sendable () throws(StorageError) -> any ByteStream) {
    relay = Relay(capacity: Self.pieceCount) { put in
      let stream = try open()
      while true {
        var piece: [UInt8] = []
        piece.reserveCapacity(Self.pieceBytes * 2)
        try stream.read(Self.pieceBytes, into: &piece)
        if piece.isEmpty || !put(piece) { return }
      }
    }
  }

  deinit { relay.cancel() }

  func read(_ count: Int, into output: inout [UInt8]) throws(StorageError) {
    let start = output.count
    while output.count - start < count {
      do {
        guard let piece = try relay.next() else { return }
        output += piece
      } catch {
        throw error as? StorageError ?? StorageError(.io, "\(error)")
      }
    }
  }
}
