internal import CZlib

/// Compression and checksums by the system's zlib.
public enum Deflate {
  /// The wrapper around a deflate stream.
  public enum Wrapper: Int32, Sendable {
    /// No wrapper, as zip members have (RFC 1951).
    case raw = -15
    /// zlib header and Adler-32 (RFC 1950).
    case zlib = 15
    /// gzip header and CRC-32 (RFC 1952).
    case gzip = 31
  }

  /// Compresses bytes into one stream.
  ///
  /// The output depends only on the input, the level and the zlib version: gzip headers carry no
  /// time or name.
  ///
  /// - Parameters:
  ///   - bytes: The input.
  ///   - level: 1 (fast) to 9 (small).
  ///   - wrapper: The stream's wrapper.
  public static func compress(_ bytes: Span<UInt8>, level: Int32 = 6, wrapper: Wrapper) -> [UInt8] {
    var stream = z_stream()
    let started = minsheng_deflate_init2(&stream, level, wrapper.rawValue)
    precondition(started == Z_OK, "deflateInit2 failed: \(started)")
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(bytes.count))) + 32
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      bytes.withUnsafeBufferPointer { input in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(bound)
        let ended = deflate(&stream, Z_FINISH)
        precondition(ended == Z_STREAM_END, "deflate did not end: \(ended)")
      }
      count = bound - Int(stream.avail_out)
    }
  }

  /// Decompresses streams that follow one another (several gzip members are one message).
  ///
  /// - Parameters:
  ///   - bytes: The compressed input.
  ///   - wrapper: The wrapper of its streams.
  ///   - limit: The most bytes to give; more is a fault, so that a bomb cannot fill the memory.
  ///   - expected: The size to reserve, where known.
  /// - Throws: `corrupt` for a broken or cut stream, `limitExceeded` past the limit.
  public static func decompress(
    _ bytes: Span<UInt8>, wrapper: Wrapper, limit: Int, expected: Int? = nil
  ) throws(StorageError) -> [UInt8] {
    var inflater = Inflater(wrapper: wrapper)
    var output: [UInt8] = []
    output.reserveCapacity(min(limit, expected ?? bytes.count * 4))
    var offset = 0
    while offset < bytes.count {
      let (consumed, ended) = try inflater.step(
        bytes.extracting(offset..<bytes.count), into: &output, limit: limit)
      offset += consumed
      if ended {
        if wrapper == .gzip && offset < bytes.count && bytes[offset] == 0x1f {
          inflater = Inflater(wrapper: wrapper)
        } else {
          return output
        }
      } else if consumed == 0 {
        break
      }
    }
    if bytes.count == 0 { return output }
    if inflater.hasEnded { return output }
    throw StorageError(.corrupt, "compressed data end before their stream does")
  }

  /// Decompresses streams that follow one another and give exactly `count` bytes together.
  ///
  /// Faster than `decompress(_:wrapper:limit:expected:)`, which it is for where the size is known.
  ///
  /// - Throws: `corrupt` for a broken or cut stream, and for one of another size.
  public static func decompress(
    _ bytes: Span<UInt8>, wrapper: Wrapper, exactly count: Int
  ) throws(StorageError) -> [UInt8] {
    var stream = z_stream()
    let started = minsheng_inflate_init2(&stream, wrapper.rawValue)
    precondition(started == Z_OK, "inflateInit2 failed: \(started)")
    defer { inflateEnd(&stream) }
    precondition(bytes.count <= Int(UInt32.max) && count < Int(UInt32.max), "a stream over 4 GiB")
    var status: Int32 = Z_OK
    // One byte more than wanted tells a longer stream from one that ends.
    let output = [UInt8](unsafeUninitializedCapacity: count + 1) { buffer, initialized in
      bytes.withUnsafeBufferPointer { source in
        stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.avail_in = UInt32(source.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(count + 1)
        status = inflate(&stream, Z_FINISH)
        while status == Z_STREAM_END && wrapper == .gzip && stream.avail_in > 0
          && stream.next_in.pointee == 0x1f
        {
          inflateReset(&stream)
          status = inflate(&stream, Z_FINISH)
        }
      }
      initialized = count + 1 - Int(stream.avail_out)
    }
    guard status == Z_STREAM_END else {
      throw StorageError(.corrupt, "compressed data are broken or cut (zlib \(status))")
    }
    guard output.count == count else {
      throw StorageError(.corrupt, "decompressed data have another size than \(count) bytes")
    }
    return output
  }

  /// CRC-32 (IEEE) of bytes, going on from an earlier value.
  public static func crc32(_ bytes: Span<UInt8>, from start: UInt32 = 0) -> UInt32 {
    bytes.withUnsafeBufferPointer { buffer in
      UInt32(truncatingIfNeeded: crc32_z(UInt(start), buffer.baseAddress, buffer.count))
    }
  }
}

/// One inflate stream, fed piece by piece.
public final class Inflater {
  private let stream: UnsafeMutablePointer<z_stream>
  /// Whether the stream's end has been reached.
  public private(set) var hasEnded = false

  /// Starts a stream with the given wrapper.
  public init(wrapper: Deflate.Wrapper) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let started = minsheng_inflate_init2(stream, wrapper.rawValue)
    precondition(started == Z_OK, "inflateInit2 failed: \(started)")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Inflates as much of the input as it can and appends the result.
  ///
  /// - Returns: How many input bytes were taken, and whether the stream ended.
  /// - Throws: `corrupt`, or `limitExceeded` when `output` would grow past `limit`.
  public func step(_ input: Span<UInt8>, into output: inout [UInt8], limit: Int)
    throws(StorageError) -> (consumed: Int, ended: Bool)
  {
    let chunk = 256 * 1024
    var consumed = 0
    while true {
      var status: Int32 = Z_OK
      let before = output.count
      output.append(addingCapacity: chunk) { span in
        span.withUnsafeMutableBufferPointer { buffer, filled in
          input.withUnsafeBufferPointer { source in
            let rest = min(source.count - consumed, Int(Int32.max))
            stream.pointee.next_in = UnsafeMutablePointer(
              mutating: source.baseAddress.map { $0 + consumed })
            stream.pointee.avail_in = UInt32(rest)
            stream.pointee.next_out = buffer.baseAddress
            stream.pointee.avail_out = UInt32(chunk)
            status = inflate(stream, Z_NO_FLUSH)
            consumed += rest - Int(stream.pointee.avail_in)
          }
          filled = chunk - Int(stream.pointee.avail_out)
        }
      }
      let count = output.count - before
      if output.count > limit {
        throw StorageError(
          .limitExceeded,
          "the packed data unfold to more than the limits allow: unpack them first, and look what is"
            + " in them")
      }
      if status == Z_STREAM_END {
        hasEnded = true
        return (consumed, true)
      }
      if status != Z_OK && status != Z_BUF_ERROR {
        throw StorageError(.corrupt, "compressed data are broken (zlib \(status))")
      }
      if count < chunk { return (consumed, false) }
    }
  }
}
