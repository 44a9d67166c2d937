internal import CZlib

extension Deflate {
  /// Compresses one piece of a raw deflate stream that is made of pieces.
  ///
  /// The results of all pieces, one after the other, are one stream; so pieces can be compressed
  /// on several cores. Pieces should be large: none refers to the one before.
  ///
  /// - Parameters:
  ///   - bytes: The piece.
  ///   - level: 1 (fast) to 9 (small).
  ///   - isLast: Whether the stream ends with this piece.
  public static func compressPiece(_ bytes: Span<UInt8>, level: Int32 = 6, isLast: Bool) -> [UInt8]
  {
    var stream = z_stream()
    let started = minsheng_deflate_init2(&stream, level, Wrapper.raw.rawValue)
    precondition(started == Z_OK, "deflateInit2 failed: \(started)")
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(bytes.count))) + 32
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      bytes.withUnsafeBufferPointer { input in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(bound)
        let status = deflate(&stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
        precondition(
          status == (isLast ? Z_STREAM_END : Z_OK) && stream.avail_in == 0,
          "deflate did not take its input: \(status)")
      }
      count = bound - Int(stream.avail_out)
    }
  }
}
