internal import Bytes

extension CompoundFile {
  /// The largest directory that is read: 65,536 streams and folders.
  static let maximumDirectoryBytes = 8 << 20
  private static let recordBytes = 128

  /// An entry, and its neighbours in the tree that a folder's entries make.
  struct DirectoryRecord {
    var entry: Entry
    var left: UInt32
    var right: UInt32
    var child: UInt32
  }

  /// Reads all entries; one that is not in use counts as an empty folder.
  func readDirectory(_ sectors: [UInt32]) throws(StorageError) -> [DirectoryRecord] {
    var data: [UInt8] = []
    for sector in sectors { try read(sector, into: &data) }
    var records: [DirectoryRecord] = []
    for at in stride(from: 0, to: data.count, by: Self.recordBytes) {
      let nameBytes = min(64, max(2, Int(data.number16(at: at + 64)))) - 2
      let units = stride(from: at, to: at + nameBytes & ~1, by: 2).map { data.number16(at: $0) }
      // Files with short sectors leave the size's upper half undefined.
      let size = UInt64(data.number32(at: at + 120)) | UInt64(data.number32(at: at + 124)) << 32
      records.append(
        DirectoryRecord(
          entry: Entry(
            name: String(decoding: units, as: UTF16.self),
            kind: Entry.Kind(rawValue: data[at + 66]) ?? .folder,
            firstSector: data.number32(at: at + 116),
            size: sectorBytes == 512 ? Int(size & 0xffff_ffff) : Int(clamping: size)),
          left: data.number32(at: at + 68), right: data.number32(at: at + 72),
          child: data.number32(at: at + 76)))
    }
    return records
  }

  /// The entries of a folder, in the order of their records.
  static func children(of folder: DirectoryRecord, in records: [DirectoryRecord])
    throws(StorageError) -> [Entry]
  {
    var seen = [Bool](repeating: false, count: records.count)
    var waiting = [folder.child]
    while let number = waiting.popLast() {
      if number == free { continue }
      guard Int(number) < records.count else {
        throw StorageError(.corrupt, "the compound file's directory is broken: export it again")
      }
      if seen[Int(number)] { throw circle }
      seen[Int(number)] = true
      waiting += [records[Int(number)].left, records[Int(number)].right]
    }
    return records.indices.filter { seen[$0] }.map { records[$0].entry }
  }
}

extension [UInt8] {
  /// A 16-bit number, low byte first, of which all bytes must be there.
  @inline(__always)
  func number16(at offset: Int) -> UInt16 {
    UInt16(self[offset]) | UInt16(self[offset + 1]) << 8
  }

  /// A 32-bit number, low byte first, of which all bytes must be there.
  @inline(__always)
  func number32(at offset: Int) -> UInt32 {
    UInt32(number16(at: offset)) | UInt32(number16(at: offset + 2)) << 16
  }
}
