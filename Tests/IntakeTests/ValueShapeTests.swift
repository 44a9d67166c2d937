import Complaints
import Testing

@testable import Intake

@Suite struct ValueShapeTests {
  private func shape(_ text: String) -> ValueShape { ValueShape.of(Array(text.utf8).span) }

  @Test(arguments: [
    ("", ValueShape.empty), ("不详", .null), ("2018年7月5日 9时", .time), ("43286.377", .time),
    ("20180705", .time), ("06/26/2018 10:58:54 AM", .time), ("14008787096", .phone),
    ("0523-86886666", .phone), ("1.38E+10", .rounded), ("TZ260619000023", .recordID),
    ("泰信〔2018〕123号", .recordID), ("119.883955", .longitude), ("32.45504", .latitude),
    ("海陵区", .division), ("321202", .division), ("王女士", .name), ("欧阳明月", .name),
    ("泰州市生态环境局", .unit), ("user@example.com", .email), ("苏MD0623", .plate), ("是", .flag),
    ("已办结", .word), ("<p>路灯不亮</p>", .html),
    (String(repeating: "路灯坏了", count: 12), .longText),
  ])
  func `a value has the shape that a reader would give it`(text: String, expected: ValueShape) {
    #expect(shape(text).contains(expected))
  }

  @Test(arguments: [
    ("2018-13-45", ValueShape.time), ("12345", .phone), ("18000000000000", .phone),
    ("321202199901011235", .idNumber), ("办结", .recordID), ("无", .flag), ("已办结", .longText),
    ("119", .longitude), ("路灯不亮", .unit), ("2018", .time),
  ])
  func `a value has no shape that only looks like its own`(text: String, wrong: ValueShape) {
    #expect(!shape(text).contains(wrong))
  }

  @Test func `a column counts shapes and forms`() {
    var column = ColumnShape()
    for text in ["2018-07-05 09:03:00", "2018/7/5 9:03", "", "无", "昨天"] {
      column.add(Array(text.utf8).span)
    }
    #expect(column.cells == 5 && column.filled == 4 && column.meaning == 3)
    #expect(column.count(.time) == 2 && column.count(.null) == 1 && column.count(.empty) == 1)
    #expect(column.count(TimeForm.dashed) == 1 && column.count(TimeForm.slashed) == 1)
    #expect(column.longest == 19)
  }
}
