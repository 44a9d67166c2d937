import Bytes

/// What holds of Snappy: broken data are refused, and what we compress comes back.
enum SnappyCheck {
  static func faults(_ bytes: [UInt8]) -> [String] {
    var faults: [String] = []
    let stated = statedSize(bytes)
    if let output = try? Snappy.decompress(bytes.span, exactly: stated), output.count != stated {
      faults.append("\(output.count) bytes where \(stated) are stated")
    }
    let packed = Snappy.compress(bytes.span)
    if (try? Snappy.decompress(packed.span, exactly: bytes.count)) != bytes {
      faults.append("what was packed does not come back")
    }
    return faults
  }

  /// The size that the data state, up to 1 MiB.
  private static func statedSize(_ bytes: [UInt8]) -> Int {
    var size = 0
    for (index, byte) in bytes.prefix(4).enumerated() {
      size |= Int(byte & 0x7f) << (7 * index)
      if byte < 0x80 { break }
    }
    return min(size, 1 << 20)
  }
}
