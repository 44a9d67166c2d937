internal import Complaints
internal import Language

/// All names of all units, old ones, short ones and abbreviations included.
struct UnitNames: Sendable {
  /// What a name stands for.
  struct Entry: Sendable {
    let text: [UInt8]
    let scalars: [UInt32]
    let code: String
    let level: UnitLevel
    let isGeneric: Bool
    let isPlace: Bool
  }

  let entries: [Entry]
  private let exact: [String: Int]
  private let byPrefix: [UInt64: [Int]]
  private let bySuffix: [UInt64: [Int]]
  private let register: UnitRegister
  private static let normalizer = TextNormalizer(keepsOnlyLettersAndDigits: true)
  /// The fewest characters of a name that is recognised with one wrong.
  private static let shortestMisspelt = 5

  init(_ register: UnitRegister) {
    self.register = register
    var entries: [Entry] = []
    var exact: [String: Int] = [:]
    for unit in register.units {
      for name in unit.names.map(\.text) + unit.aliases {
        let normal = Self.normalizer.normalized(name)
        if normal.unicodeScalars.count < 2 || exact[normal] != nil { continue }
        exact[normal] = entries.count
        let isCityWide = unit.level == .city || unit.level == .enterprise || unit.level == .vertical
        let saysCity =
          name.hasPrefix("市") || unit.names.contains { Self.cityPart($0.text, in: name) }
        entries.append(
          Entry(
            text: Array(normal.utf8), scalars: normal.unicodeScalars.map(\.value),
            code: unit.code, level: unit.level,
            isGeneric: isCityWide && unit.districtCode == nil && !saysCity,
            isPlace: unit.functionCode == "ZF" && !Self.saysGovernment(name)))
      }
    }
    var byPrefix: [UInt64: [Int]] = [:]
    var bySuffix: [UInt64: [Int]] = [:]
    for (index, entry) in entries.enumerated()
    where entry.scalars.count >= Self.shortestMisspelt && !entry.isPlace {
      byPrefix[Self.key(entry.scalars[0], entry.scalars[1]), default: []].append(index)
      let last = entry.scalars.count - 1
      bySuffix[Self.key(entry.scalars[last - 1], entry.scalars[last]), default: []].append(index)
    }
    self.entries = entries
    self.exact = exact
    self.byPrefix = byPrefix
    self.bySuffix = bySuffix
  }

  /// Whether a name begins with the city's own name, taken from the full name: 泰州.
  private static func cityPart(_ full: String, in name: String) -> Bool {
    name.count > 2 && full.prefix(2) == name.prefix(2)
  }

  private static func saysGovernment(_ name: String) -> Bool {
    ["政府", "办事处", "街道办", "管委会", "管理委员会"].contains { name.contains($0) }
  }

  /// The unit that a source's text names, exactly but for width, case and punctuation.
  ///
  /// A name that says no district stands for the bureau of the given district, where it has one.
  func unit(named text: String, districtCode: String?) -> Unit? {
    guard let index = exact[Self.normalizer.normalized(text)] else { return nil }
    let entry = entries[index]
    guard let unit = register[entry.code] else { return nil }
    if entry.isGeneric, unit.level == .city, let districtCode {
      let local = register.units(function: unit.functionCode).first {
        $0.districtCode == districtCode && $0.townCode == nil && $0.isAssignable
      }
      return local ?? unit
    }
    return unit
  }

  /// Names that stand in a text with one character wrong, as (byte offset, entry).
  func misspelt(in text: ScreenedText) -> [(start: Int32, end: Int32, entry: Int)] {
    let decoded = String(decoding: text.bytes, as: UTF8.self).unicodeScalars.map(\.value)
    var offsets: [Int32] = [0]
    for scalar in decoded {
      offsets.append(
        offsets[offsets.count - 1]
          + (scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4))
    }
    var found: [(start: Int32, end: Int32, entry: Int)] = []
    guard decoded.count >= Self.shortestMisspelt else { return [] }
    for at in 0..<(decoded.count - 1) {
      let key = Self.key(decoded[at], decoded[at + 1])
      for index in byPrefix[key] ?? [] {
        let end = at + entries[index].scalars.count
        if end <= decoded.count, isNear(decoded[at..<end], entries[index].scalars) {
          found.append((offsets[at], offsets[end], index))
        }
      }
      for index in bySuffix[key] ?? [] {
        let start = at + 2 - entries[index].scalars.count
        if start >= 0, isNear(decoded[start..<(at + 2)], entries[index].scalars) {
          found.append((offsets[start], offsets[at + 2], index))
        }
      }
    }
    return found
  }

  private func isNear(_ text: ArraySlice<UInt32>, _ name: [UInt32]) -> Bool {
    var wrong = 0
    for (left, right) in zip(text, name) where left != right {
      wrong += 1
      if wrong > 1 { return false }
    }
    return true
  }

  private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 32 | UInt64(second)
  }
}
