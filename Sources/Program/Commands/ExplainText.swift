internal import Classification
internal import Columns
internal import Complaints
internal import Pipeline

/// What the store holds about one request, as an analyst reads it on a terminal.
struct ExplainText {
  let file: RequestFile
  var page = TerminalPage()

  /// The page.
  var lines: [String] { page.lines }

  init(_ file: RequestFile) {
    self.file = file
    writeRequest()
    for row in 0..<file.classes.rowCount { writeClass(row) }
    if file.classes.rowCount == 0 {
      page.heading("分类")
      page.field("分类", "尚未分类")
    }
    writeMatter()
    writeAssignments()
    writeHistory()
  }

  private mutating func writeRequest() {
    page.heading("来件 \(file.requestID)")
    let source = RequestFile.label(file.text("source"), Source.self)
    page.field("平台", [file.text("platform"), source].compactMap { $0 }.joined(separator: " · "))
    page.field("工单号", file.text("source_record_id"))
    page.field("受理时间", RequestFile.time(file.request, "received_at", 0))
    let channel = [
      file.text("channel"), RequestFile.label(file.text("origin"), Origin.self),
      RequestFile.label(file.text("disposition"), Disposition.self),
    ].compactMap { $0 }
    page.field("渠道", channel.joined(separator: " · "))
    let access = file.text("access").flatMap(Access.init(rawValue:)) ?? .restricted
    if access != .normal { page.field("可见范围", access.label) }
    page.field("标题", file.text("title"))
    page.field("内容", file.text("content"))
    page.field("事发地", file.text("place_text"))
    let types = [
      RequestFile.label(file.text("request_type"), RequestType.self),
      RequestFile.label(file.text("urgency"), Urgency.self),
    ].compactMap { $0 }
    page.field("平台类型", types.joined(separator: " · "))
    let accused = file.text("accused_unit_code").map { file.unit($0) }
    page.field("被反映", accused ?? file.text("accused_kind"))
  }

  // MARK: - The class

  private mutating func writeClass(_ row: Int) {
    let classes = file.classes
    let part = classes.int32s("part").values[row]
    let code = classes.strings("code")[row]
    page.heading(part == 0 ? "分类" : "分项 \(part)")
    if part > 0 { page.field("原文", partText(row)) }
    page.field(
      "结论",
      code.map { "\(file.path(of: $0))（\(classes.strings("scheme")[row] ?? "") \($0)）" }
        ?? "未决，待人工")
    let decider = RequestFile.decider(classes.strings("decided_by")[row])
    let confidence = RequestFile.share(classes.doubles("confidence")[row]) ?? "—"
    page.field("由何决定", "\(decider)，把握 \(confidence)")
    writeScope(row)
    let reasons = ClassReasons(classes.strings("evidence")[row] ?? "")
    writeVoices(reasons, row)
    writeCandidates(reasons, decided: code)
  }

  /// The words of the content that a part stands for.
  private func partText(_ row: Int) -> String? {
    guard let start = file.classes.int32s("span_start")[row],
      let end = file.classes.int32s("span_end")[row], start <= end
    else { return nil }
    return file.words(TextSpan(field: .content, range: Int(start)..<Int(end)))
  }

  private mutating func writeScope(_ row: Int) {
    let classes = file.classes
    if let isInScope = classes.bools("in_scope")[row] {
      let redirect = classes.strings("redirect_to")[row].map { "，应引导至\($0)" } ?? ""
      let reason = classes.strings("redirect_reason")[row].map { "（\($0)）" } ?? ""
      page.field("受理范围", (isInScope ? "属受理范围" : "不属受理范围" + redirect) + reason)
    }
    let division = file.division(
      classes.strings("district_code")[row], classes.strings("town_code")[row])
    let place = file.place(classes.strings("place_id")[row])
    page.field("地点", [division, place].compactMap { $0 }.joined(separator: " · "))
    if classes.int32s("part").values[row] == 0 { page.field("地点依据", file.placeReason) }
    writeSignals(row)
    page.field("风险词", classes.lists("risk_words")[row]?.joined(separator: "、"))
  }

  /// Type and urgency with what they rest on.
  private mutating func writeSignals(_ row: Int) {
    let classes = file.classes
    let type = RequestFile.label(classes.strings("request_type")[row], RequestType.self)
    let confidence = RequestFile.share(classes.doubles("type_confidence")[row])
    let grounds = [confidence.map { "把握 \($0)" }, classes.strings("type_evidence")[row]]
      .compactMap { $0 }.joined(separator: "，")
    page.field("诉求类型", (type ?? "未定，待人工") + (grounds.isEmpty ? "" : "，" + grounds))
    let urgency = RequestFile.label(classes.strings("urgency")[row], Urgency.self)
    let reason = classes.strings("urgency_reason")[row].map { "，\($0)" } ?? ""
    page.field("紧急程度", urgency.map { $0 + reason })
  }

  private mutating func writeVoices(_ reasons: ClassReasons, _ row: Int) {
    for person in reasons.persons { page.field("人工", person) }
    if let platform = reasons.platform {
      let kind =
        platform.isCode
        ? platform.isWide ? "标准代码，按大类" : "标准代码，直接采用" : "名称，只作旁证"
      let given = file.text("source_category") ?? ""
      let scheme = file.text("source_category_scheme").map { "（\($0)）" } ?? ""
      page.field(
        "平台", "“\(given)”\(scheme) → \(platform.code) \(file.path(of: platform.code))；\(kind)")
    } else if let given = file.text("source_category") {
      page.field("平台", "“\(given)”，对照表中无此分类")
    }
    writeRules(reasons.rules)
    if let model = reasons.model {
      page.field(
        "模型",
        "\(model.code) \(file.path(of: model.code))，把握 \(RequestFile.share(model.confidence) ?? "")"
      )
      writeSpans(model.spans)
    } else if reasons.persons.isEmpty, file.classes.strings("model_version")[row] == "lexicon-only"
    {
      page.field("模型", "未训练，只用规则")
    }
    for other in reasons.others { page.field("其他", other) }
  }

  private mutating func writeRules(_ rules: [ClassReasons.Rule]) {
    if rules.isEmpty {
      page.field("规则", "无规则词命中")
      return
    }
    page.field("规则", "命中 \(rules.count) 条")
    var table = AlignedTable()
    table.rightAligned = [1]
    let codes = Dictionary(file.city.lexicon.map { ($0.rule, $0.code) }) { first, _ in first }
    for rule in rules {
      let code = codes[rule.rule] ?? ""
      let subject = file.city.taxonomy[code].map { "\(code) \($0.level3)" } ?? Self.risk(code)
      let words = rule.words.map { word in
        word.text + (word.span.map { $0.field == .title ? "（标题）" : "" } ?? "")
      }
      table.append([
        rule.rule, Self.decimal(rule.strength), subject,
        AlignedTable.cut(words.joined(separator: "、"), to: 34),
      ])
    }
    page.table(table)
  }

  private static func risk(_ code: String) -> String {
    code.hasPrefix("risk:") ? "风险" : code.isEmpty ? "（规则已删）" : code
  }

  private static func decimal(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100).\(CivilTime.padded(hundredths % 100, 2))"
  }

  private mutating func writeSpans(_ spans: [TextSpan]) {
    var table = AlignedTable()
    table.rightAligned = [0]
    for span in spans {
      let percent = span.share.map { "\(Int(($0 * 100).rounded()))%" } ?? ""
      table.append([
        percent, AlignedTable.printable(file.words(span) ?? "（文本已改）"),
        span.field == .title ? "标题" : "内容",
      ])
    }
    page.table(table)
  }

  private mutating func writeCandidates(_ reasons: ClassReasons, decided: String?) {
    let others = reasons.candidates.filter { $0.code != decided }
    if others.isEmpty { return }
    page.field(decided == nil ? "候选" : "未采用", decided == nil ? "都不够有把握" : "把握不如所选")
    for candidate in others {
      page.note(
        "\(RequestFile.share(candidate.share) ?? "")  \(candidate.code) \(file.path(of: candidate.code))",
        indent: 0)
      if let definition = file.city.taxonomy[candidate.code]?.definition, !definition.isEmpty {
        page.note("界限：" + definition, indent: 6)
      }
    }
    if let decided, let definition = file.city.taxonomy[decided]?.definition, !definition.isEmpty {
      page.field("所选界限", definition)
    }
  }
}
