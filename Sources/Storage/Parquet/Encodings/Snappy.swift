internal import Bytes

/// Google's Snappy, raw format.
///
/// Source: google/snappy, `format_description.txt`.
enum Snappy {
  /// Decompresses a block that must give exactly `count` bytes.
  static func decompress(_ bytes: Span<UInt8>, exactly count: Int) throws(StorageError) -> [UInt8] {
    var position = 0
    var stated: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard position < bytes.count, shift <= 28 else { throw .corrupt("Snappy data have no size") }
      let byte = bytes[position]
      position += 1
      stated |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    guard stated == UInt64(count) else {
      throw .corrupt("Snappy data of \(stated) bytes where \(count) belong")
    }
    var isWhole = false
    let output = [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      bytes.extracting(position..<bytes.count).withUnsafeBytes { source in
        isWhole = decompress(source, into: output, &initialized)
      }
    }
    guard isWhole else { throw .corrupt("Snappy data are broken") }
    return output
  }

  /// Fills `output`, every copy checked against what has been written; says whether all went well.
  private static func decompress(
    _ source: UnsafeRawBufferPointer, into output: UnsafeMutableBufferPointer<UInt8>,
    _ written: inout Int
  ) -> Bool {
    let end = source.count
    var position = 0
    written = 0
    guard let target = output.baseAddress, let base = source.baseAddress else { return end == 0 }
    while position < end {
      let tag = Int(source[position])
      position &+= 1
      if tag & 3 == 0 {
        var length = tag >> 2
        if length >= 60 {
          let size = length &- 59
          guard end &- position >= size else { return false }
          length = 0
          for step in 0..<size { length |= Int(source[position &+ step]) &<< (8 &* step) }
          position &+= size
        }
        length &+= 1
        guard length <= end &- position, length <= output.count &- written else { return false }
        UnsafeMutableRawPointer(target + written).copyMemory(
          from: base + position, byteCount: length)
        position &+= length
        written &+= length
        continue
      }
      let extra = 1 &<< ((tag & 3) &- 1)
      guard end &- position >= extra else { return false }
      var offset = 0
      for step in 0..<extra { offset |= Int(source[position &+ step]) &<< (8 &* step) }
      position &+= extra
      var length = (tag >> 2) &+ 1
      if tag & 3 == 1 {
        length = (tag >> 2) & 7 &+ 4
        offset |= (tag >> 5) &<< 8
      }
      guard offset > 0, offset <= written, length <= output.count &- written else { return false }
      copy(target + written, distance: offset, length)
      written &+= length
    }
    return written == output.count
  }

  /// Copies from `distance` bytes before; a copy longer than that repeats itself.
  private static func copy(_ target: UnsafeMutablePointer<UInt8>, distance: Int, _ length: Int) {
    if distance >= length {
      UnsafeMutableRawPointer(target).copyMemory(from: target - distance, byteCount: length)
    } else {
      for index in 0..<length { target[index] = target[index &- distance] }
    }
  }
}
