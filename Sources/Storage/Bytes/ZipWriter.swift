/// Writes a zip file into memory; the same calls give the same bytes.
///
/// Members carry the time 1980-01-01 00:00 and UTF-8 names. File and members stay under 4 GiB.
public struct ZipWriter: Sendable {
  private var output: [UInt8] = []
  private var directory: [UInt8] = []
  private var memberCount = 0

  /// Starts an empty file.
  public init() {}

  /// Adds a member and deflates it.
  public mutating func add(_ name: String, _ content: [UInt8], level: Int32 = 6) {
    add(
      name, deflated: Deflate.compress(content.span, level: level, wrapper: .raw),
      size: content.count, checksum: Deflate.crc32(content.span))
  }

  /// Adds a member that is deflated already.
  ///
  /// - Parameters:
  ///   - name: The name, with `/` between folders.
  ///   - deflated: A raw deflate stream.
  ///   - size: The size of what it unfolds to.
  ///   - checksum: The CRC-32 of what it unfolds to.
  public mutating func add(_ name: String, deflated: [UInt8], size: Int, checksum: UInt32) {
    let largest = Int(UInt32.max) - 1
    precondition(
      size <= largest && output.count + deflated.count <= largest && memberCount < 65_535,
      "a zip file with these members needs zip64")
    let nameBytes = Array(name.utf8)
    let offset = output.count
    // Version 2.0, UTF-8 names, deflate, midnight of 1980-01-01.
    var common: [UInt8] = [20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0]
    append(checksum, to: &common)
    append(UInt32(deflated.count), to: &common)
    append(UInt32(size), to: &common)
    append(UInt16(nameBytes.count), to: &common)
    common += [0, 0]
    output += [0x50, 0x4b, 3, 4]
    output += common
    output += nameBytes
    output += deflated
    directory += [0x50, 0x4b, 1, 2, 20, 0]
    directory += common
    // No comment, disk, or attributes.
    directory += [UInt8](repeating: 0, count: 10)
    append(UInt32(offset), to: &directory)
    directory += nameBytes
    memberCount += 1
  }

  /// Ends the file and gives its bytes.
  public consuming func finish() -> [UInt8] {
    var end: [UInt8] = [0x50, 0x4b, 5, 6, 0, 0, 0, 0]
    append(UInt16(memberCount), to: &end)
    append(UInt16(memberCount), to: &end)
    append(UInt32(directory.count), to: &end)
    append(UInt32(output.count), to: &end)
    end += [0, 0]
    output += directory
    output += end
    return output
  }

  private func append(_ number: UInt16, to bytes: inout [UInt8]) {
    bytes.append(UInt8(truncatingIfNeeded: number))
    bytes.append(UInt8(truncatingIfNeeded: number >> 8))
  }

  private func append(_ number: UInt32, to bytes: inout [UInt8]) {
    append(UInt16(truncatingIfNeeded: number), to: &bytes)
    append(UInt16(truncatingIfNeeded: number >> 16), to: &bytes)
  }
}
