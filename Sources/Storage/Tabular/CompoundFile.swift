internal import Bytes

/// A compound file (OLE2), in which Office 97–2003 keeps its documents: streams that are cut into
/// sectors, which tables chain together.
///
/// After Microsoft's [MS-CFB]. A table is never larger than the file, each chain is followed through
/// a sector once, and sectors outside the file are faults, so that a broken file ends in an error.
struct CompoundFile: Sendable {
  /// A stream or folder of the root folder.
  struct Entry: Sendable {
    enum Kind: UInt8, Sendable {
      case folder = 1
      case stream = 2
      case root = 5
    }

    var name: String
    var kind: Kind
    var firstSector: UInt32
    var size: Int
  }

  /// The first bytes of every compound file.
  static let signature: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

  static let endOfChain: UInt32 = 0xffff_fffe
  static let free: UInt32 = 0xffff_ffff
  static let smallSectorBytes = 64

  let bytes: StoredBytes
  /// What the root folder holds; folders inside it are not opened.
  private(set) var entries: [Entry] = []
  /// How many bytes a sector has: 512 or 4096.
  let sectorBytes: Int
  /// How many sectors follow the header, the last of which may be cut.
  let sectorCount: Int
  /// For each sector the one after it in its stream.
  private var next: [UInt32] = []
  /// The same for the small sectors, of which streams below `smallStreamBytes` are made.
  private var nextSmall: [UInt32] = []
  private var smallSectors: [CompoundStream.Extent] = []
  private let smallStreamBytes: Int

  /// Reads the tables and the root folder.
  init(_ bytes: StoredBytes) throws(StorageError) {
    var header: [UInt8] = []
    try bytes.read(at: 0, count: 512, into: &header)
    guard header.count == 512, header.starts(with: Self.signature) else {
      throw StorageError(.corrupt, "the file is cut inside its header: export it again")
    }
    let shift = Int(header.number16(at: 30))
    guard shift == 9 || shift == 12 else {
      throw StorageError(.corrupt, "the compound file has sectors of 2^\(shift) bytes")
    }
    self.bytes = bytes
    sectorBytes = 1 << shift
    sectorCount = max(0, (bytes.size - 1) >> shift)
    smallStreamBytes = Int(header.number32(at: 56))
    next = try readTable(header)
    let directory = try sectors(from: header.number32(at: 48), in: next)
    guard directory.count * sectorBytes <= Self.maximumDirectoryBytes else {
      throw StorageError(.limitExceeded, "the compound file has too many streams")
    }
    let records = try readDirectory(directory)
    guard let root = records.first, root.entry.kind == .root else {
      throw StorageError(.corrupt, "the compound file has no root folder: it is cut or broken")
    }
    let small = try sectors(from: header.number32(at: 60), in: next)
    nextSmall = try readNumbers(small)
    smallSectors = try extents(root.entry.firstSector, size: root.entry.size)
    entries = try Self.children(of: root, in: records)
  }

  /// The root folder's stream of a name, whatever its case.
  func stream(named name: String) throws(StorageError) -> CompoundStream? {
    let entry = entries.first { $0.kind == .stream && $0.name.lowercased() == name.lowercased() }
    guard let entry else { return nil }
    let isSmall = entry.size < smallStreamBytes
    return CompoundStream(
      bytes: bytes,
      extents: isSmall
        ? try smallExtents(entry.firstSector, size: entry.size)
        : try extents(entry.firstSector, size: entry.size), size: entry.size)
  }

  // MARK: - Tables

  /// Reads the table of chains, whose own sectors are listed in the header and in a chain from it.
  private func readTable(_ header: [UInt8]) throws(StorageError) -> [UInt32] {
    // Each sector of the table tells of so many sectors of the file; more than all is not read.
    let perSector = sectorBytes / 4
    let needed = (sectorCount + perSector - 1) / perSector
    var list: [UInt32] = []
    for index in 0..<109 where list.count < needed {
      let sector = header.number32(at: 76 + index * 4)
      if sector != Self.free { list.append(sector) }
    }
    var listSector = header.number32(at: 68)
    var seen = Set<UInt32>()
    while list.count < needed, listSector != Self.endOfChain, listSector != Self.free {
      guard seen.insert(listSector).inserted else { throw Self.circle }
      let numbers = try readNumbers([listSector])
      for sector in numbers.dropLast() where list.count < needed && sector != Self.free {
        list.append(sector)
      }
      listSector = numbers.last ?? Self.endOfChain
    }
    guard Set(list).count == list.count else { throw Self.circle }
    return try readNumbers(list)
  }

  private func readNumbers(_ sectors: [UInt32]) throws(StorageError) -> [UInt32] {
    var numbers: [UInt32] = []
    numbers.reserveCapacity(sectors.count * sectorBytes / 4)
    var piece: [UInt8] = []
    for sector in sectors {
      piece.removeAll(keepingCapacity: true)
      try read(sector, into: &piece)
      for at in stride(from: 0, to: sectorBytes, by: 4) { numbers.append(piece.number32(at: at)) }
    }
    return numbers
  }

  /// Appends a whole sector; what the file's end cuts off counts as free.
  func read(_ sector: UInt32, into output: inout [UInt8]) throws(StorageError) {
    guard sector < UInt32(clamping: sectorCount) else { throw Self.outside }
    let got = try bytes.read(
      at: (Int(sector) + 1) * sectorBytes, count: sectorBytes, into: &output)
    for _ in got..<sectorBytes { output.append(0xff) }
  }

  // MARK: - Chains

  /// The sectors of a chain up to its end.
  private func sectors(from first: UInt32, in table: [UInt32]) throws(StorageError) -> [UInt32] {
    var sectors: [UInt32] = []
    var seen = [Bool](repeating: false, count: table.count)
    var sector = first
    while sector != Self.endOfChain && sector != Self.free {
      guard Int(sector) < table.count else { throw Self.outside }
      if seen[Int(sector)] { throw Self.circle }
      seen[Int(sector)] = true
      sectors.append(sector)
      sector = table[Int(sector)]
    }
    return sectors
  }

  /// The sectors of a chain that holds so many bytes.
  private func sectors(from first: UInt32, in table: [UInt32], size: Int, unit: Int)
    throws(StorageError) -> [UInt32]
  {
    let sectors = try sectors(from: first, in: table)
    let needed = (size + unit - 1) / unit
    guard size >= 0, needed <= sectors.count else {
      throw StorageError(.corrupt, "a stream of the file ends too early: the file is cut or broken")
    }
    return Array(sectors.prefix(needed))
  }

  private func extents(_ first: UInt32, size: Int) throws(StorageError) -> [CompoundStream.Extent] {
    if size == 0 { return [] }
    let sectors = try sectors(from: first, in: next, size: size, unit: sectorBytes)
    var extents: [CompoundStream.Extent] = []
    for (index, sector) in sectors.enumerated() {
      guard Int(sector) < sectorCount else { throw Self.outside }
      CompoundStream.append(
        .init(
          start: index * sectorBytes, fileOffset: (Int(sector) + 1) * sectorBytes,
          count: sectorBytes), to: &extents)
    }
    return extents
  }

  private func smallExtents(_ first: UInt32, size: Int)
    throws(StorageError) -> [CompoundStream.Extent]
  {
    if size == 0 { return [] }
    let unit = Self.smallSectorBytes
    let sectors = try sectors(from: first, in: nextSmall, size: size, unit: unit)
    let root = CompoundStream(bytes: bytes, extents: smallSectors, size: Int.max)
    var extents: [CompoundStream.Extent] = []
    for (index, sector) in sectors.enumerated() {
      guard let place = root.fileOffset(of: Int(sector) * unit) else { throw Self.outside }
      CompoundStream.append(
        .init(start: index * unit, fileOffset: place, count: unit), to: &extents)
    }
    return extents
  }

  private static let outside = StorageError(
    .corrupt, "the compound file points outside itself: it is cut or broken")
  static let circle = StorageError(
    .corrupt, "the compound file's tables run in a circle: it is broken, export it again")
}
