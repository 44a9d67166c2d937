internal import Classification
internal import Columns
internal import Intake
internal import Report

/// The texts of an evaluation as they may be shown: masked and cut short.
struct EvaluatedTexts {
  private let data: TrainingData
  private var masker = TextMasker(city: nil)

  /// How many characters of a text are shown.
  private static let mostCharacters = 120

  init(_ data: TrainingData) { self.data = data }

  /// Wrong answers with their texts.
  mutating func quotes(_ mistakes: [Evaluation.Mistake]) -> [EvaluationReport.Quote] {
    mistakes.map { EvaluationReport.Quote($0, maskedText: text($0.row)) }
  }

  private mutating func text(_ row: Int) -> String {
    var parts: [String] = []
    for column in data.texts where !column.range(row).isEmpty {
      let masked = masker.masked(
        uncleaned: Array(column.bytes[column.range(row)]), column: "content")
      parts.append(String(decoding: masked, as: UTF8.self))
    }
    let words = parts.joined(separator: "　").split { $0.isWhitespace }.joined(separator: " ")
    return words.count > Self.mostCharacters
      ? words.prefix(Self.mostCharacters) + "…" : words
  }
}
