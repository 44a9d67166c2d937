extension MappingSuggestion {
  /// Joins the columns that make a class or a place only together.
  mutating func joinParts() {
    joinCategory()
    if let community = parts[.community] {
      let (certainty, reason) = (choices[community].certainty, choices[community].reason)
      if let rule = rules[.placeText], rule.from.count == 1 {
        rules[.placeText]?.from = [community] + rule.from
        rules[.placeText]?.separator = " "
      } else if rules[.placeText] == nil {
        rules[.placeText] = Rule(from: [community], certainty: certainty, reason: reason)
      }
      note(community, .placeText, certainty, reason)
    }
  }

  private mutating func joinCategory() {
    var columns: [Int] = []
    var separator: String?
    if let minor = parts[.minorCode] {
      columns = [parts[.categoryKind], parts[.majorCode], minor].compactMap { $0 }
      if columns.count > 1 { separator = "" }
    } else if let code = parts[.categoryCode] {
      columns = [code]
    } else if let major = parts[.majorName], let minor = parts[.minorName] {
      columns = [major, minor]
      separator = "-"
    } else if let name = parts[.categoryName] ?? parts[.minorName] ?? parts[.majorName]
      ?? parts[.majorCode]
    {
      columns = [name]
    }
    guard let first = columns.last, rules[.sourceCategory] == nil else { return }
    let (certainty, reason) = (choices[first].certainty, choices[first].reason)
    rules[.sourceCategory] = Rule(
      from: columns, separator: separator, certainty: certainty, reason: reason)
    for column in columns { note(column, .sourceCategory, certainty, choices[column].reason) }
    settleNames(besides: columns)
  }

  /// Names beside codes say the same again; without a title the class's name is the best one.
  private mutating func settleNames(besides used: [Int]) {
    let names = [HeaderWords.Part.minorName, .categoryName, .majorName].compactMap { parts[$0] }
      .filter { !used.contains($0) }
    for column in names {
      if rules[.title] == nil, column != parts[.majorName] {
        assign(
          .title, column, .medium,
          "没有标题列，以分类名称代标题（\(ColumnDescription(sample.columns[column]).chinese)）")
      } else {
        choices[column].reason = "不采：分类名称，已用代码或更细的一级"
      }
    }
    for part in HeaderWords.Part.allCases {
      guard let column = parts[part], choices[column].targets.isEmpty, part != .community,
        !names.contains(column)
      else { continue }
      choices[column].reason = "不采：分类的另一写法，已用别的列"
    }
  }
}
