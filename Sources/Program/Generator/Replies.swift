/// What units answer.
struct Replies: Sendable {
  private let phrases: [String: [[PhrasePiece]]]

  init(_ resources: GeneratorResources) {
    var phrases: [String: [[PhrasePiece]]] = [:]
    for row in TabTable(resources.replies).rows {
      phrases[row[0], default: []].append(PhrasePiece.parse(row[1]))
    }
    self.phrases = phrases
  }

  /// A reply of a kind (`direct`, `closed`, `returned`, `extended`, `working`) by a unit.
  func text(_ kind: String, office: String, _ dice: inout Dice) -> String {
    var text: [UInt8] = []
    for piece in dice.pick(phrases[kind] ?? [[]]) {
      switch piece {
      case .text(let words): text += words
      case .slot: text += Array((office.isEmpty ? "承办单位" : office).utf8)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
