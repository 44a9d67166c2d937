import Bytes
import Foundation
import Testing

@testable import Tabular

/// Small workbooks as other programs wrote them; `Tests/Interop/legacy_workbooks.py` has large ones.
@Suite struct LegacyFixtureTests {
  private static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/legacy-workbooks").path(percentEncoded: false)

  private static let header = [
    ReadRow(line: 1, cells: ["2026年6月 工单清单"]),
    ReadRow(line: 2, cells: ["工单编号", "内容", "来电时间", "数量"]),
  ]

  @Test(arguments: [
    (
      "xlwt.xls",
      [
        ReadRow(
          line: 3, cells: ["XT2026000002", "噪声扰民\n请处理", "2025-12-09 06:00:00", "2.5"]),
        ReadRow(
          line: 4, cells: ["XT2026000003", "路灯不亮，已有三天", "2025-12-09 09:00:00", "3.75"]),
        ReadRow(line: 5, cells: ["XT2026000004", "café", "2025-12-09 12:00:00", "5"]),
        ReadRow(
          line: 6, cells: ["XT2026000005", "噪声扰民\n请处理", "2025-12-09 15:00:00", "6.25"]),
        // It works no formula out.
        ReadRow(line: 7, cells: ["合计"]),
      ]
    ),
    (
      "libreoffice.xls",
      [
        ReadRow(
          line: 3, cells: ["XT2026000003", "路灯不亮，已有三天", "2026-06-01 18:03:00", "3.75"]),
        ReadRow(line: 4, cells: ["XT2026000004", "café", "2026-06-01 21:03:00", "5"]),
        ReadRow(
          line: 5, cells: ["XT2026000005", "噪声扰民\n请处理", "2026-06-02 00:03:00", "6.25"]),
        ReadRow(
          line: 6, cells: ["XT2026000006", "路灯不亮，已有三天", "2026-06-02 03:03:00", "7.5"]),
        ReadRow(line: 7, cells: ["合计", "", "", "22.5", "合计：22.5"]),
      ]
    ),
  ])
  func `workbooks of other programs are read`(name: String, rows: [ReadRow]) throws {
    let read = try readAll(Self.folder + "/" + name)
    #expect(read.source.format == .xls)
    #expect(read.source.sheets == ["工单清单", "说明"])
    #expect(read.source.isSheetHidden == [false, true])
    #expect(try read.source.mergedRanges(sheet: 0).map(\.description) == ["A1:D1"])
    #expect(read.rows == Self.header + rows + [ReadRow(line: 4, cells: ["", "", "隐藏"])])
  }
}
