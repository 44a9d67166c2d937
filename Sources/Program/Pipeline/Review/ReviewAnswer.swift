internal import Complaints

/// What a reviewer wrote in the yellow cells of one row, checked against the city.
struct ReviewAnswer: Equatable {
  /// Whether the answer that stood is right.
  var agrees = false
  /// Whether it is left to others.
  var isUnsure = false
  /// The values that were chosen, as `DecidedField` writes them.
  var values: [DecidedField: String] = [:]
  var note = ""
  var reviewer = ""

  /// Reads a row.
  ///
  /// - Parameter faults: Receives what is wrong; the answer then counts for nothing.
  init(
    _ row: ReviewedFile.Row, city: CityConfiguration, actor: String?, faults: inout [ReviewFault]
  ) {
    let verdict = row[ReviewSheet.verdict]
    switch verdict {
    case "", ReviewSheet.corrects: break
    case ReviewSheet.agrees: agrees = true
    case ReviewSheet.unsure: isUnsure = true
    default:
      faults.append(
        .init(
          .value, row, ReviewSheet.verdict,
          "只能填\(ReviewSheet.agrees)、\(ReviewSheet.corrects)、\(ReviewSheet.unsure)或留空"))
    }
    read(.code, ReviewSheet.code, row, &faults, "不是分类目录中的代码和名称，请从下拉列表选取") {
      Self.category($0, city.taxonomy).map { "\($0.scheme):\($0.code)" }
    }
    read(.districtCode, ReviewSheet.district, row, &faults, "不是本市的区，请从下拉列表选取") {
      Self.district($0, city.gazetteer)
    }
    read(.requestType, ReviewSheet.requestType, row, &faults, "不是诉求类型，请从下拉列表选取") { text in
      RequestType.allCases.first { $0.label == text }?.rawValue
    }
    read(.inScope, ReviewSheet.inScope, row, &faults, "只能填是、否或留空") {
      $0 == ReviewSheet.yes ? "true" : $0 == ReviewSheet.no ? "false" : nil
    }
    note = row[ReviewSheet.note]
    if note.count > ReviewSheet.longestNote {
      faults.append(.init(.value, row, ReviewSheet.note, "超过\(ReviewSheet.longestNote)字，请缩短"))
    }
    reviewer = row[ReviewSheet.reviewer]
    if reviewer.isEmpty { reviewer = actor ?? "" }
    if reviewer.count > ReviewSheet.longestName || reviewer.contains(where: \.isNewline) {
      faults.append(.init(.value, row, ReviewSheet.reviewer, "只写一个姓名"))
    }
    check(row, &faults)
  }

  /// Whether the row asks for a decision.
  var decides: Bool { agrees || !values.isEmpty }

  private mutating func read(
    _ field: DecidedField, _ header: String, _ row: ReviewedFile.Row,
    _ faults: inout [ReviewFault], _ detail: String, _ parse: (String) -> String?
  ) {
    let text = row[header]
    if text.isEmpty { return }
    if let value = parse(text) {
      values[field] = value
    } else {
      faults.append(.init(.value, row, header, detail))
    }
  }

  /// Finds contradictions between the cells.
  private func check(_ row: ReviewedFile.Row, _ faults: inout [ReviewFault]) {
    let verdict = row[ReviewSheet.verdict]
    if isUnsure && !values.isEmpty {
      faults.append(
        .init(.incomplete, row, ReviewSheet.verdict, "“看不准”的行不能再填认定的值，请去掉其一"))
    } else if !isUnsure && !decides && !row.isBlank && faults.isEmpty {
      let detail =
        verdict == ReviewSheet.corrects ? "“改正”须选出正确的值" : "没有结论也没有认定的值，不作决定"
      faults.append(.init(.incomplete, row, ReviewSheet.verdict, detail))
    }
    if decides && reviewer.isEmpty {
      faults.append(.init(.nobody, row, ReviewSheet.reviewer, "没有写复核人，导入时也没有用 --actor 注明"))
    }
  }

  // MARK: - Cells

  /// The leaf that a cell names: its code, alone or before its name.
  private static func category(_ text: String, _ taxonomy: Taxonomy) -> Category? {
    let (code, name) = split(text)
    guard let category = taxonomy[code], name.isEmpty || name == category.level3 else {
      return nil
    }
    return category
  }

  private static func district(_ text: String, _ gazetteer: Gazetteer) -> String? {
    let (code, name) = split(text)
    return gazetteer.districts.first {
      $0.code == code && (name.isEmpty || name == $0.name)
    }?.code
  }

  /// The digits at the head of a cell, and what follows them.
  private static func split(_ text: String) -> (code: String, name: String) {
    let code = text.prefix { $0.isASCII && $0.isNumber }
    return (String(code), String(text.dropFirst(code.count)).trimmed)
  }
}
