import Bytes
import Tabular
import TestSupport
import Testing

@testable import Pipeline

/// What a clerk did to a row is told by comparing it with the row that waits.
@Suite struct MendingTests {
  private static let row = QuarantinedRow(
    key: QuarantineKey(runID: "nightly-2026-06-30", platform: "p-q", fileID: 7, ordinal: 2),
    path: "p/a.csv", sheet: 0, line: 3, offset: 40, reason: "field-count", detail: "",
    header: ["编号", "内容", ""], cells: ["1", "a\r\nb", "c", "多的"], delimiter: 44,
    original: Array("1,\"a\r\nb\",c,多的".utf8))

  private func mending(_ changes: [String: String], without left: Set<String> = []) -> Mending {
    let titles = QuarantineSheet.titles(Self.row.header, count: Self.row.cells.count)
    var cells = Dictionary(uniqueKeysWithValues: zip(titles, Self.row.cells))
    for (title, value) in changes where cells[title] != nil { cells[title] = value }
    for title in left { cells[title] = nil }
    let original = changes[QuarantineSheet.original] ?? "1,\"a\nb\",c,多的"
    return Mending(
      of: Self.row,
      by: MendedFile.Row(
        place: "row 2", key: Self.row.key.text, action: changes[QuarantineSheet.action] ?? "",
        dropReason: changes[QuarantineSheet.dropReason] ?? "", original: original, cells: cells),
      format: .delimited, encoding: "utf-8")
  }

  @Test func `line ends that a spreadsheet changed are no change`() {
    #expect(mending([:]) == .none)
    #expect(mending(["内容": "a\nb"]) == .none)
    #expect(mending([:], without: ["内容", "编号"]) == .none)
  }

  @Test func `cells, the line, a drop or a replay as it stands`() {
    #expect(mending(["编号": "9"]) == .cells(["9", "a\r\nb", "c", "多的"]))
    #expect(mending(["（表头外第1格）": ""]) == .cells(["1", "a\r\nb", "c"]))
    #expect(mending(["【原始行】": "1,\"a,b\",c"]) == .cells(["1", "a,b", "c"]))
    #expect(mending(["【处理】": "重放"]) == .cells(Self.row.cells))
    #expect(mending(["【处理】": "作废", "【作废理由】": "空单"]) == .drop("空单"))
  }

  @Test(arguments: [
    ["编号": "9", "【原始行】": "1,b,c"], ["【原始行】": "1,b\n2,c"], ["【处理】": "作废"],
    ["【处理】": "好的"], ["内容": "很长…（内容过长，已截断）"],
  ])
  func `what cannot be meant is named`(changes: [String: String]) {
    guard case .unclear(let detail) = mending(changes) else {
      Issue.record("\(changes) was followed")
      return
    }
    #expect(!detail.isEmpty)
  }

  @Test func `a key is read back, and nothing else is`() {
    let key = Self.row.key
    #expect(QuarantineKey(text: key.text) == key)
    for text in ["", "a/b/c", "run/p-7/0", "run/p7/1", "run/p-7", "run/p-7/1/2"] {
      #expect(QuarantineKey(text: text) == nil, "\(text)")
    }
  }

  @Test func `titles are all different, whatever the header repeats`() {
    let titles = QuarantineSheet.titles(["a", "", "a", "a（2）"], count: 6)
    #expect(titles == ["a", "（第2列）", "a（2）", "a（2）（2）", "（表头外第1格）", "（表头外第2格）"])
    #expect(QuarantineSheet.titles([], count: 2) == ["（第1列）", "（第2列）"])
  }

  @Test func `a guarded cell comes back as it was, and starts no formula`() {
    var generator = SeededGenerator(seed: 11)
    let pieces = ["=", "+", "-", "@", "'", "＝", "\t", "\r", "0", "9", ".", " ", "a", "是", "TRUE"]
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 0...4, using: &generator))
        .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let guarded = QuarantineSheet.guarded(text)
      #expect(QuarantineSheet.unguarded(guarded) == text, "\(text)")
      let first = guarded.unicodeScalars.first
      #expect(first.map { !"=+-@＝＋－＠\t\r0123456789.".unicodeScalars.contains($0) } ?? true)
    }
  }

  @Test(arguments: [
    (DataQuality.Shares(complete: 1, valid: 1, timely: 1, stable: 1), 30.0),
    (DataQuality.Shares(complete: 0.5, valid: 1, timely: 0, stable: 1), 20.0),
    (DataQuality.Shares(timely: 0), 0.0),
    (DataQuality.Shares(complete: 0.5, valid: 1), 22.5),
  ])
  func `points are those of the shares that are known`(shares: DataQuality.Shares, points: Double) {
    #expect(shares.score == points)
    #expect(DataQuality.Shares().score == nil)
  }
}
