@testable import Intake

/// A sentence of the authored set, with what in it identifies a person.
///
/// Marks stand in the text: `我叫〔姓名:王小明〕，电话〔电话:14001234567〕`. `人名` is a name that no word
/// announces; it counts as a name but not as an announced one.
struct MarkedSentence {
  /// A marked piece of the cleaned text.
  struct Entity {
    var label: String
    var mask: Mask
    var range: Range<Int>
  }

  let group: String
  /// The text without marks, cleaned as intake cleans it.
  let text: [UInt8]
  let entities: [Entity]
  /// Whether it belongs to the half on which no rule was tuned at first.
  let isHeldBack: Bool

  /// Reads a line `group<tab>text`, where `\n` is a line end; nil when its marks do not fit.
  init?(_ line: String) {
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard columns.count == 2, let marked = Self.unescaped(columns[1]) else { return nil }
    group = String(columns[0])
    var text: [UInt8] = []
    var plain = ""
    var entities: [Entity] = []
    for (index, piece) in marked.split(separator: "〔", omittingEmptySubsequences: false)
      .enumerated()
    {
      var rest = piece[...]
      if index > 0, let colon = piece.firstIndex(of: ":"), let end = piece.firstIndex(of: "〕"),
        let mask = Self.masks[String(piece[..<colon])]
      {
        let value = String(piece[piece.index(after: colon)..<end])
        let start = text.count
        Self.clean(value, &text)
        entities.append(
          Entity(label: String(piece[..<colon]), mask: mask, range: start..<text.count))
        plain += value
        rest = piece[piece.index(after: end)...]
      } else if index > 0 {
        rest = "〔" + rest
      }
      Self.clean(String(rest), &text)
      plain += rest
    }
    var whole: [UInt8] = []
    TextCleaner.append(Array(plain.utf8).span, to: &whole, style: [.lines, .prose])
    guard whole == text else { return nil }
    self.text = text
    self.entities = entities
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in columns[1].utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    isHeldBack = hash >> 32 & 1 == 1
  }

  /// Cleans a piece by itself; blanks at its ends, which the cleaner trims, are kept.
  private static func clean(_ piece: String, _ text: inout [UInt8]) {
    var start = piece.startIndex
    while start < piece.endIndex, piece[start] == " " || piece[start] == "\n" {
      if !text.isEmpty { text.append(piece[start] == "\n" ? 0x0a : 0x20) }
      start = piece.index(after: start)
    }
    guard start < piece.endIndex else { return }
    TextCleaner.append(Array(piece[start...].utf8).span, to: &text, style: [.lines, .prose])
    if piece.last == " " { text.append(0x20) }
    if piece.last == "\n" { text.append(0x0a) }
  }

  private static func unescaped(_ text: Substring) -> String? {
    var output = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        guard character == "n" else { return nil }
        output.append("\n")
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        output.append(character)
      }
    }
    return output
  }

  /// The labels of marks.
  static let masks: [String: Mask] = [
    "电话": .phone, "姓名": .name, "人名": .name, "证件": .idNumber, "车牌": .plate, "门牌": .door,
    "邮箱": .email, "卡号": .card, "账号": .account,
  ]
}
