@testable import Intake

/// How well masking found what a set of sentences marks, entity by entity.
///
/// An entity is found when every letter and digit of it is masked, whatever the kind. A mask is
/// right when every letter and digit of it lies in marks of its own kind. Signs and blanks count for
/// neither.
struct MaskingScore {
  /// The figures of one kind.
  struct Count {
    var marked = 0
    var found = 0
    var masked = 0
    var right = 0

    var recall: Double { marked == 0 ? 1 : Double(found) / Double(marked) }
    var precision: Double { masked == 0 ? 1 : Double(right) / Double(masked) }
  }

  /// The figures by label; masks count under the label of their kind.
  private(set) var counts: [String: Count] = [:]
  /// What was missed or masked in error, one line each.
  private(set) var misses: [String] = []

  /// The figures of a label.
  subscript(label: String) -> Count { counts[label] ?? Count() }

  /// The figures of all labels together.
  var total: Count {
    counts.values.reduce(into: Count()) {
      $0.marked += $1.marked
      $0.found += $1.found
      $0.masked += $1.masked
      $0.right += $1.right
    }
  }

  /// Adds a sentence and what was masked in it.
  mutating func add(_ sentence: MarkedSentence, _ ranges: [MaskedRange]) {
    let text = sentence.text
    var problems: [String] = []
    for entity in sentence.entities {
      let isFound = entity.range.allSatisfy { offset in
        Self.isSign(text, offset) || ranges.contains { $0.start <= offset && offset < $0.end }
      }
      counts[entity.label, default: Count()].marked += 1
      if isFound {
        counts[entity.label, default: Count()].found += 1
      } else {
        problems.append("missed \(entity.label) \(Self.shown(text, entity.range))")
      }
    }
    for range in ranges {
      let marks = sentence.entities.filter { $0.mask == range.mask }
      let touched = marks.first { $0.range.overlaps(range.start..<range.end) }
      let label = touched?.label ?? Self.labels[range.mask, default: ""]
      let isRight = (range.start..<range.end).allSatisfy { offset in
        Self.isSign(text, offset) || marks.contains { $0.range.contains(offset) }
      }
      counts[label, default: Count()].masked += 1
      if isRight {
        counts[label, default: Count()].right += 1
      } else {
        problems.append("wrong \(label) \(Self.shown(text, range.start..<range.end))")
      }
    }
    if !problems.isEmpty {
      let line = problems.joined(separator: "; ") + " | " + Self.shown(text, 0..<text.count)
      misses.append(line)
    }
  }

  /// A table of the figures, then the misses.
  func report(_ title: String) -> String {
    var lines = ["\(title): kind, marked, found, recall, masked, right, precision"]
    for label in Self.order where counts[label] != nil {
      lines.append(Self.line(label, self[label]))
    }
    lines.append(Self.line("all", total))
    return (lines + misses.map { "  " + $0 }).joined(separator: "\n")
  }

  private static func line(_ label: String, _ count: Count) -> String {
    "  \(label) \(count.marked) \(count.found) \(rounded(count.recall))"
      + " \(count.masked) \(count.right) \(rounded(count.precision))"
  }

  private static func rounded(_ value: Double) -> String {
    let thousandths = Int(value * 1000)
    let digits = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }

  private static func shown(_ text: [UInt8], _ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self).split(separator: "\n").joined(separator: "⏎")
  }

  /// Whether a byte belongs to a sign or a blank.
  private static func isSign(_ text: [UInt8], _ offset: Int) -> Bool {
    var start = offset
    while start > 0, text[start] & 0xc0 == 0x80 { start -= 1 }
    let value = UTF8Text.scalar(text.span, start).value
    switch value {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: return false
    case 0...0x7f, 0xb7, 0x2000...0x206f, 0x3000...0x3006, 0x3008...0x3020, 0x30fb,
      0xff00...0xff0f, 0xff1a...0xff20:
      return true
    default: return false
    }
  }

  static let order = ["电话", "证件", "车牌", "卡号", "姓名", "人名", "门牌", "邮箱", "账号"]
  private static let labels: [Mask: String] = [
    .phone: "电话", .idNumber: "证件", .plate: "车牌", .card: "卡号", .name: "姓名", .door: "门牌",
    .email: "邮箱", .account: "账号",
  ]
}
