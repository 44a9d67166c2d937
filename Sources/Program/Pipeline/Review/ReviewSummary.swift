internal import Complaints
package import Tabular
internal import Trends

/// What an import of a reviewed workbook did.
///
/// Each row is decided, unchanged, unsure, blank or refused, and the sum is checked.
package struct ReviewSummary: Sendable {
  /// The rows of the file.
  package let rowCount: Int
  /// Rows whose decisions were entered.
  package internal(set) var decidedCount = 0
  /// Rows that say what was entered before.
  package internal(set) var unchangedCount = 0
  /// Rows that the reviewer left to others.
  package internal(set) var unsureCount = 0
  /// Rows in which nothing was filled in.
  package internal(set) var blankCount = 0
  /// What is wrong with the rows that were not taken; several faults may be of one row.
  package internal(set) var faults: [ReviewFault] = []
  /// The run that brought the decisions; nil where nothing was entered.
  package internal(set) var runID: String?
  /// Of the rows that had an answer, how many were found right, by why they stood in the queue.
  private(set) var agreements: [ReviewReason: (right: Int, all: Int)] = [:]

  init(rowCount: Int) { self.rowCount = rowCount }

  /// How many rows were refused.
  package var refusedCount: Int { Set(faults.map { "\($0.sheet)\u{0}\($0.row)" }).count }

  mutating func count(_ row: ReviewedFile.Row, isAgreed: Bool?) {
    guard let isAgreed, let reason = ReviewReason(cell: row[ReviewSheet.reason]) else { return }
    agreements[reason, default: (0, 0)].all += 1
    if isAgreed { agreements[reason, default: (0, 0)].right += 1 }
  }

  /// Fails where a row is not accounted for.
  func checkSum() throws(AnalysisError) {
    let sum = decidedCount + unchangedCount + unsureCount + blankCount + refusedCount
    guard sum == rowCount else {
      throw AnalysisError(
        .accounting, "\(rowCount) rows of the review, but \(sum) accounted for")
    }
  }

  /// Of the rows drawn by lot, how many answers were right, and the 95 % interval of the share in
  /// per cent.
  package var audit: (right: Int, all: Int, low: Double, high: Double)? {
    guard let counts = agreements[.audit], counts.all > 0 else { return nil }
    let interval = Shares.wilson(counts.right, of: counts.all)
    return (counts.right, counts.all, interval.low, interval.high)
  }

  /// The summary as JSON.
  package var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("rows", .int(rowCount)), .init("decided", .int(decidedCount)),
      .init("unchanged", .int(unchangedCount)), .init("unsure", .int(unsureCount)),
      .init("blank", .int(blankCount)), .init("refused", .int(refusedCount)),
      .init("run", .text(runID)), .init("faults", .array(faults.map(\.json))),
    ]
    let agreed = ReviewReason.allCases.compactMap { reason in
      agreements[reason].map {
        JSONValue.Member(reason.rawValue, ["right": .int($0.right), "all": .int($0.all)])
      }
    }
    members.append(.init("agreed", .object(agreed)))
    if let audit {
      members.append(
        .init(
          "audit",
          [
            "right": .int(audit.right), "all": .int(audit.all),
            "low_percent": .number(Self.tenths(audit.low)),
            "high_percent": .number(Self.tenths(audit.high)),
          ]))
    }
    return .object(members)
  }

  /// The summary as lines for people.
  package var lines: [String] {
    var lines = [
      "\(rowCount) 行 = 决定 \(decidedCount) + 先前已导入 \(unchangedCount) + 看不准 \(unsureCount) + "
        + "未填 \(blankCount) + 退回 \(refusedCount)"
    ]
    if let audit {
      let interval = "\(Self.tenths(audit.low))%–\(Self.tenths(audit.high))%"
      lines.append("随机抽检：\(audit.all) 件中 \(audit.right) 件分类正确（95% 区间 \(interval)）")
    }
    if !faults.isEmpty { lines += ["", "退回的单元格，改好后用同一文件再导入："] }
    lines += faults.map { "  \($0.line)" }
    if runID != nil { lines.append("下一次 minsheng run 按这些决定重算") }
    return lines
  }

  private static func tenths(_ percent: Double) -> Double { (percent * 10).rounded() / 10 }
}
