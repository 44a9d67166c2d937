internal import Classification
internal import Columns
internal import Complaints
internal import Pipeline

extension RequestFile {
  /// A cell of the request's row as text.
  func text(_ column: String) -> String? { request.strings(column)[0] }

  /// The request's id.
  var requestID: Int64 { request.int64s("request_id").values[0] }

  /// A leaf with its levels: `城市管理 › 市容管理 › 占道经营`; the code alone where it is unknown.
  func path(of code: String) -> String {
    if code.utf8.count == 4,
      let group = city.taxonomy.categories.first(where: { $0.code.hasPrefix(code) })
    {
      return "\(group.level1) › \(group.level2)"
    }
    guard let category = city.taxonomy[code] else { return "（分类表中已无此代码）" }
    return "\(category.level1) › \(category.level2) › \(category.level3)"
  }

  /// A district and town by name, as the city's gazetteer has them.
  func division(_ district: String?, _ town: String?) -> String? {
    let names = [district, town].compactMap { $0.map(city.gazetteer.divisionName) }
    return names.isEmpty ? nil : names.joined(separator: " ")
  }

  /// A gazetteer entry by name.
  func place(_ id: String?) -> String? {
    guard let id else { return nil }
    return city.gazetteer.places.first { $0.placeID == id }?.name ?? id
  }

  /// A unit by its name on the day that the request came.
  func unit(_ code: String) -> String {
    guard let unit = city.units[code] else { return code }
    return unit.name(on: request.int32s("received_on").values[0])
  }

  /// A time to the minute.
  static func time(_ batch: RecordBatch, _ column: String, _ row: Int) -> String? {
    batch.int64s(column)[row].map { String(CivilTime.format($0).prefix(16)) }
  }

  /// A code word of a closed list as people read it; as it stands where the list has no such word.
  static func label<Word: CodeWord>(_ word: String?, _ words: Word.Type) -> String? {
    word.map { Word(rawValue: $0)?.label ?? $0 }
  }

  /// Who decided, in Chinese.
  static func decider(_ word: String?) -> String {
    switch word {
    case "source": "平台分类"
    case "rule": "规则"
    case "model": "模型"
    case "person": "人工"
    case "copy": "同件"
    case "none", nil: "未决"
    case let other?: other
    }
  }

  /// A share of one with two decimals.
  static func share(_ value: Double?) -> String? {
    value.map { value in
      let hundredths = Int((min(max(value, 0), 1) * 100).rounded())
      return "\(hundredths / 100).\(CivilTime.padded(hundredths % 100, 2))"
    }
  }

  /// The words that stand at a place of the request's texts now.
  func words(_ span: TextSpan) -> String? { text(span.field.column).flatMap { span.words(in: $0) } }
}
