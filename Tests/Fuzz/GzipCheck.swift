import Bytes

@testable import Tabular

/// What holds of gzip: piece by piece gives what all at once gives, and what we deflate comes back.
enum GzipCheck {
  private static let limit = 4 << 20

  static func faults(_ bytes: [UInt8]) -> [String] {
    var faults: [String] = []
    let whole = try? Deflate.decompress(bytes.span, wrapper: .gzip, limit: limit)
    let pieces = try? inPieces(bytes)
    if whole != pieces {
      faults.append("\(pieces?.count ?? -1) bytes in pieces, \(whole?.count ?? -1) at once")
    }
    if let whole, !bytes.isEmpty {
      let exact = try? Deflate.decompress(bytes.span, wrapper: .gzip, exactly: whole.count)
      if exact != whole { faults.append("not the same when the size is known") }
    }
    let packed = FastDeflate.gzip(bytes.span)
    if (try? Deflate.decompress(packed.span, wrapper: .gzip, limit: bytes.count)) != bytes {
      faults.append("what was packed does not come back")
    }
    return faults
  }

  private static func inPieces(_ bytes: [UInt8]) throws -> [UInt8] {
    var limits = TabularLimits()
    limits.decompressedBytes = limit
    let stream = GzipStream(MemoryStream(bytes), limits: limits)
    var output: [UInt8] = []
    while true {
      let before = output.count
      try stream.read(1_000, into: &output)
      if output.count == before { return output }
    }
  }
}
