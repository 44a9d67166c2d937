import Columns
import Foundation
import Testing

@testable import Classification
@testable import Report

@Suite struct EvaluationReportTests {
  /// Rows of three labels: right ones, wrong ones, some of a label that the model lacks.
  private let names = ["供水/停水", "供水/漏水", "路灯/不亮"]

  private func evaluation(_ rows: [(truth: String, answer: Int, confidence: Float)])
    -> (Evaluation, StringColumn)
  {
    let truth = StringColumn(rows.map(\.truth))
    var predictions = Predictions(width: 1)
    for row in rows {
      predictions.append(best: names.indices.map { $0 == row.answer ? row.confidence : 0 })
      predictions.setSizes.append(2)
    }
    return (
      Evaluation(predictions, names: names, truth: truth, isTaken: { $1 >= 0.8 }), truth
    )
  }

  private let rows: [(truth: String, answer: Int, confidence: Float)] =
    (0..<90).map { row in
      let isRight = row % 7 != 0
      let label = row % 3
      return (
        row == 89 ? "没见过" : ["供水/停水", "供水/漏水", "路灯/不亮"][label],
        isRight ? label : (label + 1) % 3, Float(row % 10) / 20 + 0.5
      )
    }

  private func report(_ text: String = "路灯坏了") -> EvaluationReport {
    let (evaluation, truth) = evaluation(rows)
    return EvaluationReport(
      evaluation, model: "linear-1", input: "rows.csv", accuracy: 0.9, setCoverage: 0.95,
      mistakes: evaluation.worstMistakes(truth: truth, names: names, count: 5).map {
        EvaluationReport.Quote($0, maskedText: text)
      },
      groups: [
        EvaluationReport.Group(
          title: "平台", scores: evaluation.grouped { $0 % 4 == 0 ? "" : "平台\($0 % 4)" })
      ])
  }

  private func json() throws -> [String: Any] {
    let data = Data(report().render().data)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test(arguments: [
    ("by-label", [1, 2, 3, 10, 11]), ("by-1", [1, 2, 5, 7]), ("calibration-table", [1, 3]),
  ])
  func `columns of counts add up to their totals`(table: String, columns: [Int]) throws {
    let tables = try #require(try json()["tables"] as? [String: [String: Any]])
    let rows = try #require(tables[table]?["rows"] as? [[Any]])
    #expect(tables[table]?["has_total"] as? Bool == true)
    for column in columns {
      let counts = try rows.map { try #require($0[column] as? Int) }
      #expect(counts.dropLast().reduce(0, +) == counts.last)
      #expect((counts.last ?? 0) > 0)
    }
  }

  @Test func `what is taken and what goes to people make up all rows`() throws {
    let figures = try #require(try json()["figures"] as? [String: Double])
    #expect(figures["rows"] == 90)
    #expect((figures["taken"] ?? 0) + (figures["others"] ?? 0) == 90)
    #expect((figures["taken_right"] ?? 91) <= (figures["taken"] ?? 0))
  }

  @Test func `each row of the confusion matrix adds up to its label's rows`() {
    let (evaluation, _) = evaluation(rows)
    let counts = evaluation.confusions.map { ($0.truth, $0.answer, $0.rows) }
    for limit in [2, 30] {
      let matrix = ConfusionMatrix(counts, limit: limit)
      #expect(matrix.isWhole == (limit == 30))
      for (index, label) in matrix.labels.enumerated() {
        #expect(matrix.rows(index) == evaluation.byLabel.first { $0.label == label }?.rows)
      }
    }
    let whole = ConfusionMatrix(counts, limit: 30)
    #expect(whole.labels.indices.map(whole.rows).reduce(0, +) == 90)
    #expect(whole.labels.indices.map { whole.counts[$0][$0] }.reduce(0, +) == evaluation.right)
  }

  @Test func `first levels are found and keep all rows`() throws {
    let (evaluation, _) = evaluation(Array(rows.dropLast()))
    let counts = evaluation.confusions.map { ($0.truth, $0.answer, $0.rows) }
    let levels = try #require(LabelLevels(evaluation.byLabel.map(\.label)))
    let raised = levels.raise(counts)
    #expect(Set(raised.map(\.truth)) == ["供水", "路灯"])
    #expect(raised.map(\.rows).reduce(0, +) == 89)
    #expect(LabelLevels(["噪声", "停水", "路灯"]) == nil)
    #expect(LabelLevels(["0101", "0102", "0201"]) != nil)
    #expect(LabelLevels(["0101", "0201", "0301"]) == nil)
  }

  @Test func `texts and names cannot become markup, and the same rows give the same bytes`() {
    let html = String(decoding: report("<script>alert(1)</script>").render().html, as: UTF8.self)
    #expect(!html.contains("<script>alert"))
    #expect(html.contains("&lt;script&gt;alert"))
    #expect(report().render().html == report().render().html)
    #expect(!html.contains("http://") && !html.contains("https://"))
  }

  @Test func `no row and no mistake still give a page`() {
    for rows in [[], [("供水/停水", 0, Float(0.9))]] as [[(String, Int, Float)]] {
      let (evaluation, _) = evaluation(rows.map { (truth: $0.0, answer: $0.1, confidence: $0.2) })
      let page = EvaluationReport(
        evaluation, model: "m", input: "f", accuracy: nil, setCoverage: 0.95, mistakes: [],
        groups: []
      ).render()
      #expect(String(decoding: page.html, as: UTF8.self).contains("没有错答"))
    }
  }
}
