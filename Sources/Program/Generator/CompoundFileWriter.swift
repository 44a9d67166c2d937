/// A compound file with one stream: the container of workbooks before 2007.
///
/// Version 3 with sectors of 512 bytes, after [MS-CFB]: header, the stream, its directory, and the
/// allocation table with, where the header's 109 places do not reach, a list of its sectors.
enum CompoundFileWriter {
  private static let sectorBytes = 512
  private static let endOfChain: UInt32 = 0xffff_fffe
  private static let free: UInt32 = 0xffff_ffff
  private static let tableSector: UInt32 = 0xffff_fffd
  private static let listSector: UInt32 = 0xffff_fffc

  /// Puts a stream into a container.
  ///
  /// - Parameters:
  ///   - name: The stream's name, at most 31 letters of ASCII.
  ///   - stream: Its bytes; one of less than 4,096 is filled up with zeros, so that no second,
  ///     smaller kind of sector is needed.
  static func bytes(name: String, stream: [UInt8]) -> [UInt8] {
    let size = max(stream.count, 4_096)
    let streamSectors = (size + sectorBytes - 1) / sectorBytes
    let (tables, lists) = overhead(streamSectors)
    let directory = streamSectors
    let firstTable = directory + 1
    let firstList = firstTable + tables
    var file = header(
      directory: directory, tables: firstTable..<firstTable + tables, firstList: firstList,
      lists: lists)
    file += stream
    file += zeros(sectorBytes * (1 + streamSectors) - file.count)
    file += entry("Root Entry", kind: 5, child: 1, start: endOfChain, size: 0)
    file += entry(name, kind: 2, child: free, start: 0, size: UInt32(size))
    for _ in 0..<2 { file += entry("", kind: 0, child: free, start: 0, size: 0) }
    var table = (0..<streamSectors).map { UInt32($0 + 1) }
    table[streamSectors - 1] = endOfChain
    table.append(endOfChain)
    table += Array(repeating: tableSector, count: tables)
    table += Array(repeating: listSector, count: lists)
    table += Array(repeating: free, count: tables * 128 - table.count)
    for next in table { file.appendLittle(next) }
    appendLists(
      to: &file, sectors: (firstTable + min(tables, 109))..<(firstTable + tables),
      first: firstList, count: lists)
    return file
  }

  /// How many sectors the allocation table takes, and the lists of those past the header's.
  private static func overhead(_ streamSectors: Int) -> (tables: Int, lists: Int) {
    var (tables, lists) = (1, 0)
    while streamSectors + 1 + tables + lists > tables * 128 {
      tables += 1
      lists = tables > 109 ? (tables - 109 + 126) / 127 : 0
    }
    return (tables, lists)
  }

  private static func header(directory: Int, tables: Range<Int>, firstList: Int, lists: Int)
    -> [UInt8]
  {
    var header: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] + zeros(16)
    for half: UInt16 in [0x3e, 3, 0xfffe, 9, 6, 0, 0, 0] { header.appendLittle(half) }
    for word in [
      0, UInt32(tables.count), UInt32(directory), 0, 4_096, endOfChain, 0,
      lists > 0 ? UInt32(firstList) : endOfChain, UInt32(lists),
    ] { header.appendLittle(word) }
    for index in 0..<109 {
      header.appendLittle(index < tables.count ? UInt32(tables.lowerBound + index) : free)
    }
    return header
  }

  /// The sectors that name those sectors of the allocation table which the header does not.
  private static func appendLists(
    to file: inout [UInt8], sectors: Range<Int>, first: Int, count: Int
  ) {
    var next = sectors.lowerBound
    for index in 0..<count {
      for _ in 0..<127 {
        file.appendLittle(next < sectors.upperBound ? UInt32(next) : free)
        next += 1
      }
      file.appendLittle(index + 1 < count ? UInt32(first + index + 1) : endOfChain)
    }
  }

  private static func entry(
    _ name: String, kind: UInt8, child: UInt32, start: UInt32, size: UInt32
  ) -> [UInt8] {
    var entry: [UInt8] = []
    for unit in name.utf16 { entry.appendLittle(unit) }
    entry += zeros(64 - entry.count)
    entry.appendLittle(UInt16(name.isEmpty ? 0 : 2 * name.utf16.count + 2))
    entry += [kind, 1]
    for word in [free, free, child] { entry.appendLittle(word) }
    entry += zeros(36)
    for word in [start, size, 0] { entry.appendLittle(word) }
    return entry
  }

  private static func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }
}

extension [UInt8] {
  /// Appends an integer, its least byte first.
  mutating func appendLittle<Value: FixedWidthInteger>(_ value: Value) {
    for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: value >> Value(shift)))
    }
  }
}
