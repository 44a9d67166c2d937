internal import CZlib

/// Deflate for what is written often: about as small as zlib's level 1 in less than half its time.
///
/// Repetitions are found as in Snappy, by the hash of several bytes, and coded as zlib does, with
/// Huffman codes of each block's own. Short repetitions are not looked for: in Chinese text, three
/// bytes a character, they cost as much as they save.
///
/// Source: RFC 1951 (deflate), RFC 1952 (gzip).
public enum FastDeflate {
  /// Compresses bytes into one gzip member.
  ///
  /// The output depends on the input only; the header carries no time or name.
  ///
  /// - Precondition: There are less than 2 GiB.
  public static func gzip(_ bytes: Span<UInt8>) -> [UInt8] {
    precondition(bytes.count <= Int(Int32.max), "a gzip member here holds less than 2 GiB")
    let checksum = Deflate.crc32(bytes)
    // Each block is stored as it is where that is smaller, at 5 bytes for every 65,535.
    let bound =
      bytes.count + (bytes.count / DeflateBlock.storedLimit + 1) * 5
      + (bytes.count / DeflateBlock.inputLimit + 1) * 16 + 64
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      bytes.withUnsafeBytes { input in
        guard let target = UnsafeMutableRawBufferPointer(output).baseAddress else { return }
        let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255]
        for (index, byte) in header.enumerated() {
          target.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
        }
        var bits = BitWriter(target + header.count)
        append(input, to: &bits)
        let end = header.count + bits.finish()
        (target + end).storeBytes(of: checksum.littleEndian, as: UInt32.self)
        (target + end + 4).storeBytes(of: UInt32(input.count).littleEndian, as: UInt32.self)
        count = end + 8
        precondition(count <= bound, "deflate wrote past its bound")
      }
    }
  }

  /// Appends a raw deflate stream.
  private static func append(_ input: UnsafeRawBufferPointer, to bits: inout BitWriter) {
    guard let base = input.baseAddress, input.count > 0 else {
      // One last block of fixed codes with nothing in it.
      bits.put(0b011, 3)
      bits.put(0, 7)
      bits.flush()
      return
    }
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: MatchFinder.placeCount) { places in
      withUnsafeTemporaryAllocation(
        of: DeflateBlock.Sequence.self, capacity: DeflateBlock.sequenceLimit
      ) { sequences in
        let finder = MatchFinder(base, input.count, places)
        var start = 0
        while start < input.count {
          var block = DeflateBlock(base, from: start, sequences)
          finder.fill(&block)
          block.write(to: &bits, isLast: block.end == input.count)
          start = block.end
        }
      }
    }
  }
}
