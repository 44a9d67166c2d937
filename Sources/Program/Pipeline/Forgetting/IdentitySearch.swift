internal import Bytes
internal import Columns
internal import Language
internal import Tabular

/// Looks for what identifies some people in files of any kind and encoding: their telephone and
/// document numbers however they are written, their addresses, the numbers of their records.
///
/// A name alone is not looked for: too many people share it.
struct IdentitySearch: Sendable {
  /// What a file turned out to hold.
  enum Outcome: Sendable {
    case absent, present
    /// It could not be read, and its plain bytes do not show it.
    case unreadable
  }

  private let numbers: PatternSet
  private let texts: PatternSet
  /// The numbers of records, by platform.
  private let records: [String: Set<[UInt8]>]
  private let recordLengths: Set<Int>
  private static let byteLimit = 1 << 30
  private static let stretch = 8 << 20

  /// - Parameters:
  ///   - identities: Rows of the vault.
  ///   - records: The numbers of records, by platform.
  init(_ identities: RecordBatch, records: [String: Set<String>]) {
    var numbers: Set<String> = []
    for column in ["phone", "id_number"] {
      let values = identities.strings(column)
      for row in 0..<values.count {
        for word in (values[row] ?? "").split(separator: " ") {
          let digits = String(decoding: Self.digits(Array(word.utf8)), as: UTF8.self)
            .split(separator: " ").joined()
          // The check digit may be an X, in either case.
          if digits.utf8.count >= 7 { numbers.insert(String(digits.prefix(17))) }
        }
      }
    }
    let addresses = identities.strings("address")
    let long = (0..<addresses.count).compactMap { addresses[$0] }.filter { $0.utf8.count >= 18 }
    self.numbers = PatternSet(numbers.sorted())
    texts = PatternSet(Set(long).sorted())
    self.records = records.mapValues { Set($0.map { Array($0.utf8) }) }
    recordLengths = Set(records.values.flatMap { $0 }.map(\.utf8.count))
  }

  /// Looks for texts as they stand.
  init(texts: Set<String>) {
    numbers = PatternSet([])
    self.texts = PatternSet(texts.sorted())
    records = [:]
    recordLengths = []
  }

  /// Whether some bytes hold a number or an address.
  func occurs(in bytes: [UInt8]) -> Bool {
    if texts.patternCount > 0 && texts.occurs(in: bytes.span) { return true }
    if numbers.patternCount == 0 { return false }
    let digits = Self.digits(bytes)
    return numbers.occurs(in: digits.span)
  }

  /// Whether the bytes of one row hold any of it, or the number of a platform's record by itself.
  func occurs(inRow bytes: [UInt8], platform: String) -> Bool {
    if occurs(in: bytes) { return true }
    // Without the zeros of UTF-16.
    let plain = bytes.filter { $0 != 0 }
    return (records[platform] ?? []).contains { Self.holds(plain, $0) }
  }

  /// Whether a table's file holds any of it; its plain bytes are only looked at where it is none.
  func look(into path: String, platform: String? = nil) -> Outcome {
    do {
      return try occurs(inTable: path, platform: platform) ? .present : .absent
    } catch {
      return ((try? occurs(inBytesOf: path)) ?? false) ? .present : .unreadable
    }
  }

  /// The files below a folder that hold any of it, in path order.
  func files(below folder: String, unreadable: inout [String]) throws -> [String] {
    var found: [String] = []
    for name in FileSystem.isFolder(folder) ? try FileSystem.list(folder) : [] {
      let path = folder + "/" + name
      if FileSystem.isFolder(path) {
        found += try files(below: path, unreadable: &unreadable)
      } else {
        switch lookLoosely(into: path) {
        case .present: found.append(path)
        case .unreadable: unreadable.append(path)
        case .absent: break
        }
      }
    }
    return found
  }

  /// As `look`, for files that need not be tables.
  private func lookLoosely(into path: String) -> Outcome {
    if (try? occurs(inTable: path, platform: nil)) ?? false { return .present }
    guard let isPresent = try? occurs(inBytesOf: path) else { return .unreadable }
    return isPresent ? .present : .absent
  }

  private func occurs(inTable path: String, platform: String?) throws -> Bool {
    let wanted = platform.flatMap { records[$0] } ?? []
    var isFound = false
    try TabularSource.open(path: path).readRows { block in
      if isFound { return }
      isFound = occurs(in: block.cells.bytes)
      if isFound || wanted.isEmpty { return }
      for cell in 0..<block.cells.count {
        let range = block.cells.range(cell)
        if recordLengths.contains(range.count), wanted.contains(Array(block.cells.bytes[range])) {
          isFound = true
          return
        }
      }
    }
    return isFound
  }

  /// Whether the plain bytes of a file, or of a member of an archive, hold any of it.
  private func occurs(inBytesOf path: String) throws -> Bool {
    let reader = try FileReader(path: path)
    var isArchive = false
    var bytes: [UInt8] = []
    // Stretches overlap by more than anything that is looked for.
    for start in stride(from: 0, to: reader.size, by: Self.stretch) {
      bytes.removeAll(keepingCapacity: true)
      try reader.read(at: start, count: Self.stretch + 4096, into: &bytes)
      if occurs(in: bytes) { return true }
      if start == 0 { isArchive = bytes.starts(with: [0x50, 0x4b, 3, 4]) }
    }
    if !isArchive { return false }
    let archive = try ZipArchive(path: path)
    return try archive.members.contains { member in
      try !member.isFolder && occurs(in: archive.read(member, limit: Self.byteLimit))
    }
  }

  /// Whether a record's number stands in some bytes by itself, not as a part of a longer one.
  private static func holds(_ bytes: [UInt8], _ word: [UInt8]) -> Bool {
    guard let first = word.first, word.count <= bytes.count else { return false }
    func isPart(_ index: Int) -> Bool {
      guard bytes.indices.contains(index) else { return false }
      let byte = bytes[index]
      return (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte & 0xdf)
    }
    for start in 0...(bytes.count - word.count) where bytes[start] == first {
      if bytes[start..<(start + word.count)].elementsEqual(word), !isPart(start - 1),
        !isPart(start + word.count)
      {
        return true
      }
    }
    return false
  }

  /// The digits of a text, half and full width alike, without what divides their groups; all else
  /// becomes a blank.
  private static func digits(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count / 2)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte &- 0x30 <= 9 {
        output.append(byte)
      } else if byte == 0xef, index + 2 < bytes.count, bytes[index + 1] == 0xbc,
        bytes[index + 2] &- 0x90 <= 9
      {
        output.append(bytes[index + 2] - 0x60)
        index += 2
      } else if byte == 0xa3, index + 1 < bytes.count, bytes[index + 1] &- 0xb0 <= 9 {
        // Full width in GB18030; inside a character of UTF-8 it only adds a digit beside a number.
        output.append(bytes[index + 1] - 0x80)
        index += 1
      } else if byte != 0x20, byte != 0x2d, byte != 0, output.last != 0x20 {
        output.append(0x20)
      }
      index += 1
    }
    return output
  }
}
