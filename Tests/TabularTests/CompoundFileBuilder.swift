/// Builds compound files, as an obvious counterpart of the reader.
struct CompoundFileBuilder {
  var sectorBytes = 512
  /// The root folder's streams.
  var streams: [(name: String, bytes: [UInt8])] = []
  /// Whether the sectors of large streams lie backwards in the file.
  var isScattered = false

  private static let end: UInt32 = 0xffff_fffe
  private static let free: UInt32 = 0xffff_ffff

  func build() -> [UInt8] {
    var sectors: [[UInt8]] = []
    var next: [UInt32] = []
    func add(_ bytes: [UInt8], backwards: Bool = false) -> UInt32 {
      if bytes.isEmpty { return Self.end }
      var pieces = stride(from: 0, to: bytes.count, by: sectorBytes).map {
        padded(Array(bytes[$0..<min(bytes.count, $0 + sectorBytes)]))
      }
      let first = sectors.count
      let last = first + pieces.count - 1
      if backwards { pieces.reverse() }
      sectors += pieces
      for index in first...last {
        if backwards {
          next.append(index == first ? Self.end : UInt32(index - 1))
        } else {
          next.append(index == last ? Self.end : UInt32(index + 1))
        }
      }
      return UInt32(backwards ? last : first)
    }

    var small: [UInt8] = []
    var nextSmall: [UInt32] = []
    var entries: [(name: String, kind: UInt8, first: UInt32, size: Int)] = []
    for stream in streams {
      if stream.bytes.count >= 4096 {
        let first = add(stream.bytes, backwards: isScattered)
        entries.append((stream.name, 2, first, stream.bytes.count))
        continue
      }
      let first = UInt32(small.count / 64)
      let count = (stream.bytes.count + 63) / 64
      for index in 0..<count {
        nextSmall.append(index == count - 1 ? Self.end : first + UInt32(index) + 1)
      }
      small += stream.bytes + [UInt8](repeating: 0, count: count * 64 - stream.bytes.count)
      entries.append((stream.name, 2, count == 0 ? Self.end : first, stream.bytes.count))
    }
    let root = ("Root Entry", UInt8(5), add(small), small.count)
    let smallTable = add(nextSmall.flatMap { Self.bytes($0) })
    let directory = add(self.directory([root] + entries))

    let perSector = sectorBytes / 4
    var tableCount = 0
    var listCount = 0
    while tableCount * perSector < sectors.count + tableCount + listCount {
      tableCount += 1
      listCount = tableCount <= 109 ? 0 : (tableCount - 109 + perSector - 2) / (perSector - 1)
    }
    let tableStart = sectors.count
    let listStart = tableStart + tableCount
    next += [UInt32](repeating: 0xffff_fffd, count: tableCount)
    next += [UInt32](repeating: 0xffff_fffc, count: listCount)
    next += [UInt32](repeating: Self.free, count: tableCount * perSector - next.count)
    let table = next.flatMap { Self.bytes($0) }
    for index in 0..<tableCount {
      sectors.append(Array(table[index * sectorBytes..<(index + 1) * sectorBytes]))
    }
    let places = (0..<tableCount).map { UInt32(tableStart + $0) }
    for index in 0..<listCount {
      let part = Array(places.dropFirst(109 + index * (perSector - 1)).prefix(perSector - 1))
      let rest = [UInt32](repeating: Self.free, count: perSector - 1 - part.count)
      let link = index == listCount - 1 ? Self.end : UInt32(listStart + index + 1)
      sectors.append((part + rest + [link]).flatMap { Self.bytes($0) })
    }

    var header: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
    header += [UInt8](repeating: 0, count: 16)
    header += [0x3e, 0, sectorBytes == 512 ? 3 : 4, 0, 0xfe, 0xff]
    header += [UInt8(sectorBytes.trailingZeroBitCount), 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    for number in [
      UInt32(tableCount), directory, 0, 4096, smallTable, UInt32(nextSmall.isEmpty ? 0 : 1),
      listCount == 0 ? Self.end : UInt32(listStart), UInt32(listCount),
    ] { header += Self.bytes(number) }
    for index in 0..<109 { header += Self.bytes(index < tableCount ? places[index] : Self.free) }
    return padded(header) + sectors.flatMap { $0 }
  }

  /// The entries as a tree that is a list to the right.
  private func directory(_ entries: [(name: String, kind: UInt8, first: UInt32, size: Int)])
    -> [UInt8]
  {
    var output: [UInt8] = []
    for (index, entry) in entries.enumerated() {
      let units = Array(entry.name.utf16)
      var record = units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
      record += [UInt8](repeating: 0, count: 64 - record.count)
      record += [UInt8(units.count * 2 + 2), 0, entry.kind, 1]
      record += Self.bytes(Self.free)
      let isLast = index == entries.count - 1
      record += Self.bytes(index == 0 || isLast ? Self.free : UInt32(index + 1))
      record += Self.bytes(index == 0 && entries.count > 1 ? 1 : Self.free)
      record += [UInt8](repeating: 0, count: 36)
      record += Self.bytes(entry.first) + Self.bytes(UInt32(entry.size)) + [0, 0, 0, 0]
      output += record
    }
    return output
  }

  private func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: sectorBytes - bytes.count)
  }

  static func bytes(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32($0 * 8)) }
  }
}
