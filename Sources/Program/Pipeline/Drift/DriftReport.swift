internal import Columns
internal import Complaints
internal import Lake
package import Language
internal import Report
internal import SQLite
package import Tabular
package import Trends

/// Which platforms and classes moved in the last seven days, since when and how surely.
package struct DriftReport: Sendable {
  /// The days that were compared.
  package let window: DriftWindow
  /// What was compared, platform by platform.
  package let findings: [DriftFinding]
  /// The new words of the last seven days, the most frequent first; nil where texts were not read.
  package let words: [NewWordFinder.Word]?

  /// What moved clearly.
  package var strong: [DriftFinding] { findings.filter(\.isStrong) }

  /// Compares.
  ///
  /// - Parameter withTexts: Whether texts are read, which takes most of the time.
  init(_ lake: Lake, city: CityConfiguration, window: DriftWindow, withTexts: Bool) throws {
    self.window = window
    var measures = try DriftReader(lake, city: city, window: window).measures()
    if withTexts {
      let texts = try DriftTexts(lake, window: window)
      measures += texts.measures
      words = texts.words
    } else {
      words = nil
    }
    findings = DriftTest().findings(measures).sorted {
      ($0.platform, $0.kind.order) < ($1.platform, $1.kind.order)
    }
  }

  /// Reads a workspace.
  ///
  /// - Parameters:
  ///   - workspacePath: The workspace.
  ///   - cityFolder: The city, where it is not that of the last run.
  ///   - date: The last day; nil for the business date of the last pipeline run.
  ///   - weeksBefore: How many weeks the last seven days are compared with.
  package init(
    workspacePath: String, cityFolder: String?, date: Int32?, weeksBefore: Int
  ) throws {
    let workspace = try Workspace(path: Workspace(existing: workspacePath).path)
    let lock = try workspace.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try Store(workspace)
    let last = try store.ledger.lastPipelineDate()
    try self.init(
      store.lake, city: store.city(cityFolder),
      window: DriftWindow(date: date ?? last ?? 0, weeksBefore: weeksBefore), withTexts: true)
  }

  // MARK: - In words

  /// The day that a finding's mover moved on.
  func day(_ mover: DriftFinding.Mover) -> String {
    CivilTime.format(day: window.first + Int32(mover.sinceDay))
  }

  /// A finding on one line.
  package func line(_ finding: DriftFinding) -> String {
    var text = "\(finding.platform)：\(finding.kind.label)"
    let sure = "（偶然出现的可能不超过 \(Self.percent(finding.chance))）"
    switch finding.kind {
    case .confidence:
      let means = finding.means ?? (0, 0)
      text += "平均由 \(Self.percent(means.before)) 变为 \(Self.percent(means.now))"
    case .disagreement, .words, .classes, .categories:
      let shown = finding.movers.prefix(3).map { mover in
        "\(mover.category) 由 \(Self.percent(mover.before)) 变为 \(Self.percent(mover.now))，"
          + "约自 \(day(mover)) 起"
      }
      text += shown.isEmpty ? "整体变化" : shown.joined(separator: "；")
      if finding.movers.count > 3 { text += "；另有 \(finding.movers.count - 3) 类" }
    }
    return text + sure
  }

  /// The report as lines for people.
  package var lines: [String] {
    let now = "\(CivilTime.format(day: window.date - 6)) 至 \(CivilTime.format(day: window.date))"
    var lines = ["\(now) 与此前 \(window.weekCount - 1) 周相比："]
    let moved = strong
    if findings.isEmpty {
      lines.append("  数据太少，无法比较（每个平台近 7 日至少 60 个事项，此前至少 180 个）")
    } else if moved.isEmpty {
      lines.append("  各平台没有明显变化")
    }
    lines += moved.map { "  " + line($0) }
    if let words, !words.isEmpty {
      let shown = words.prefix(20).map { "\($0.text)(\($0.count))" }
      lines.append("新词：" + shown.joined(separator: "、"))
    }
    return lines
  }

  /// The report as JSON.
  package var json: JSONValue {
    let findings = findings.map { finding -> JSONValue in
      [
        "platform": .string(finding.platform), "kind": .string(finding.kind.rawValue),
        "now": .int(finding.nowCount), "before": .int(finding.beforeCount),
        "distance": .number(Self.rounded(finding.distance)),
        "usual_distance": .number(Self.rounded(finding.usualDistance)),
        "chance": .number(Self.rounded(finding.chance)), "strong": .bool(finding.isStrong),
        "movers": .array(finding.movers.map(json)), "text": .string(line(finding)),
      ]
    }
    let words = (words ?? []).map { word -> JSONValue in
      ["word": .string(word.text), "requests": .int(word.count)]
    }
    return [
      "date": .string(CivilTime.format(day: window.date)),
      "first": .string(CivilTime.format(day: window.first)),
      "weeks_before": .int(window.weekCount - 1), "strong": .int(strong.count),
      "findings": .array(findings), "words": .array(words),
    ]
  }

  private func json(_ mover: DriftFinding.Mover) -> JSONValue {
    [
      "category": .string(mover.category), "before": .number(Self.rounded(mover.before)),
      "now": .number(Self.rounded(mover.now)), "since": .string(day(mover)),
      "chance": .number(Self.rounded(mover.chance)),
    ]
  }

  private static func rounded(_ number: Double) -> Double { (number * 10_000).rounded() / 10_000 }

  /// A share in per cent with one decimal, two where it is small.
  static func percent(_ share: Double) -> String {
    let hundredths = Int((share * 10_000).rounded())
    if hundredths < 100 { return "\(hundredths / 100).\(CivilTime.padded(hundredths % 100, 2))%" }
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)%"
  }
}

extension DriftKind {
  /// The place of a kind in a report.
  fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Ledger {
  /// The business date of the newest run of a pipeline; runs of single steps are none.
  func lastPipelineDate() throws -> Int32? {
    var date: Int32?
    try connection.query(
      """
      SELECT max(business_date) FROM minsheng_runs
      WHERE pipeline NOT IN ('ingest', 'replay', 'review')
      """
    ) { row in date = row.optionalText(0).flatMap { CivilTime.parse(day: $0) } }
    return date
  }
}

extension DriftReport {
  /// The report as one HTML file.
  package var page: [UInt8] {
    DriftPage(
      findings: findings, first: window.first, date: window.date, lines: strong.map(line),
      words: (words ?? []).map { ($0.text, $0.count) }
    ).bytes
  }
}

extension DriftReport {
  /// How many findings a run's summary names.
  private static let notedCount = 5

  /// Names in a run's summary what has clearly moved; texts are not read for it.
  static func note(in context: RunContext) throws {
    let report = try DriftReport(
      context.store.lake, city: context.city, window: DriftWindow(date: context.date),
      withTexts: false)
    let moved = report.strong
    context.attention += moved.prefix(notedCount).map { "分布变化 drift: " + report.line($0) }
    if moved.count > notedCount {
      context.attention.append(
        "分布变化 drift: \(moved.count - notedCount) more; see minsheng drift")
    }
  }
}
