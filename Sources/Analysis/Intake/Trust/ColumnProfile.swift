internal import Columns

/// What the cells of one column of a sample hold, by which its header and later rows are judged.
struct ColumnProfile: Sendable {
  /// A cell without its text.
  struct Kind: Hashable, Sendable {
    let shape: ValueShape
    let hasDigit: Bool
  }

  /// How many cells have each shape.
  private(set) var shape = ColumnShape()
  /// How many cells that mean something are of each kind.
  private(set) var kinds: [Kind: Int] = [:]
  /// The different values, at most `listLimit` of them as texts.
  private(set) var texts: [[UInt8]] = []
  /// The first lines that hold something, and what stands there with every letter and digit
  /// replaced.
  private(set) var examples: [(line: Int, sketch: String)] = []
  private var hashes: Set<Int64> = []
  /// The first seven digits of mobile numbers: those of persons differ, those of ids that begin
  /// with a date do not.
  private var mobileStarts: Set<Int> = []
  private var mobiles = 0
  private static let listLimit = 64

  /// How many cells mean something.
  var meaning: Int { shape.meaning }
  /// How many different values there are.
  var distinct: Int { hashes.count }

  /// Looks at a cell that was cleaned as lines.
  mutating func add(_ text: [UInt8], line: Int) {
    let cell = shape.add(cleaned: text)
    if cell.contains(.empty) || cell.contains(.null) { return }
    let hasDigit = text.contains { $0 &- 0x30 <= 9 }
    kinds[Kind(shape: cell, hasDigit: hasDigit), default: 0] += 1
    if hashes.insert(Self.hash(text)).inserted, texts.count < Self.listLimit { texts.append(text) }
    if examples.count < 3 { examples.append((line, Self.sketch(text))) }
    if cell.contains(.phone), cell.contains(.integer), text.count == 11 {
      mobiles += 1
      mobileStarts.insert(text.prefix(7).reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }
  }

  /// Whether the cells are mobile numbers rather than ids that begin with a date.
  var isMobiles: Bool {
    meaning >= 8 && mobiles * 10 >= meaning * 9 && mobileStarts.count * 2 >= mobiles
  }

  /// Whether the cells that look like names are many different ones: words of a short list (求决,
  /// 海陵区) often look like names too.
  var hasVaryingNames: Bool { meaning >= 24 && distinct * 2 >= meaning }

  /// Whether its values come from a short list.
  var isList: Bool { meaning >= 24 && distinct <= Self.listLimit && distinct * 6 <= meaning }

  /// What nearly all cells have in common that few other columns have; empty for free text.
  var mark: ValueShape {
    guard meaning >= 8 else { return [] }
    return Self.marks.first { shape.share($0) >= 0.85 } ?? []
  }

  private static let marks: [ValueShape] = [
    .time, .idNumber, .phone, .email, .decimal, .plate, .recordID, .longText, .integer,
  ]

  /// Whether a cell is like the others; nil where nothing can be said.
  ///
  /// - Parameters:
  ///   - mark: The column's `mark`.
  ///   - text: The cell, cleaned as lines.
  func fits(_ mark: ValueShape, _ text: [UInt8], _ cell: ValueShape) -> Bool? {
    if cell.contains(.empty) || cell.contains(.null) { return nil }
    if isList { return hashes.contains(Self.hash(text)) }
    return mark.isEmpty ? nil : cell.contains(mark)
  }

  private static func hash(_ text: [UInt8]) -> Int64 {
    var hash = StableHash(seed: 9)
    hash.add(text.span)
    return hash.value
  }

  /// A cell's look without its content: digits are 9, letters A, Chinese characters 字.
  private static func sketch(_ text: [UInt8]) -> String {
    var sketch = ""
    for scalar in String(decoding: text.prefix(96), as: UTF8.self).unicodeScalars.prefix(20) {
      switch scalar.value {
      case 0x30...0x39: sketch += "9"
      case 0x41...0x5a, 0x61...0x7a: sketch += "A"
      case 0x20...0x7e: sketch.unicodeScalars.append(scalar)
      default: sketch += UTF8Text.isHan(scalar.value) ? "字" : "?"
      }
    }
    return sketch
  }
}
