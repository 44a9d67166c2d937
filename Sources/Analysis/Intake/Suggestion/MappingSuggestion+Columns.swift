internal import Complaints
internal import Tabular

extension MappingSuggestion {
  /// The member `columns` of the draft.
  var columnLines: [String] {
    var lines = ["", "  columns: {"]
    for target in missing {
      let what =
        switch target {
        case .sourceRecordID: "没有找到每行不同的编号列；没有编号的平台可用 join 把几列连成编号（不得含个人信息）"
        case .receivedAt: "没有找到每行都有的时间列"
        default: "content、title、source_category 至少要有一个"
        }
      lines.append("    // 待办（必填）: \(target.name): \(what)。补上之前本文件不能使用。")
    }
    for target in Target.allCases {
      guard let rule = rules[target] else { continue }
      lines += self.lines(target, rule)
    }
    lines.append("  },")
    return lines
  }

  private func lines(_ target: Target, _ rule: Rule) -> [String] {
    let comment = "// \(rule.certainty.chinese): \(Self.comment(rule.reason, limit: 160))"
    let members = self.members(target, rule)
    let name = target.name
    if members.isEmpty, rule.from.count == 1 {
      return ["    \(name): \(cell(rule.from[0])), \(comment)"]
    }
    let from =
      rule.from.count == 1
      ? (sample.columns[rule.from[0]].name.isEmpty ? "position: " : "from: ") + cell(rule.from[0])
      : "join: [" + rule.from.map(cell).joined(separator: ", ") + "]"
    var lines = ["    \(name): {", "      \(from), \(comment)"]
    if let separator = rule.separator, rule.from.count > 1 {
      lines.append("      separator: \(Self.quoted(separator)),")
    }
    return lines + members.map { "      " + $0 } + ["    },"]
  }

  private static func comment(_ text: String, limit: Int) -> String {
    String(comment(text).prefix(limit))
  }

  /// What a rule says besides where its values are.
  private func members(_ target: Target, _ rule: Rule) -> [String] {
    var members: [String] = []
    if !rule.fallbacks.isEmpty {
      let names = rule.fallbacks.map(cell).joined(separator: ", ")
      members.append("or: [\(names)], // 前一列空时取此列")
    }
    let column = sample.columns[rule.from[0]]
    switch target.kind {
    case .time: members += timeMembers(column)
    case .word: members += mapMembers(target, column)
    case .flag: members += flagMembers(column)
    case .list: members.append("split: \"、\", // 一格多个编号时在此处分开")
    default: break
    }
    if [.title, .content].contains(target), column.shape.count(.html) * 20 > column.shape.meaning,
      column.shape.meaning > 0
    {
      members.append("html: true, // 正文是 HTML：去标签，留换行")
    }
    if target == .content, source.source == .mailbox {
      members.append("signature: true, // 来信末尾的姓名、电话：没有相应列时由此取得；请核对")
    }
    if target == .sourceCategory, rules[.scheme] == nil {
      if let standard = standard(of: rule) {
        members.append(
          "standard: \(Self.quoted(standard.name)), // 值的 \(standard.share) 在该标准的代码表中")
      } else {
        members.append("// 待办: 代码属于某一标准的，写 standard，如 standard: \"GB/T 47678.5-2026\"")
      }
    }
    return members
  }

  /// Forms that mappings must name; the usual ones are read without.
  private func timeMembers(_ column: ColumnSample) -> [String] {
    let seen = TimeForm.allCases.filter { column.shape.count($0) * 50 > column.shape.meaning }
    guard seen.contains(where: { !TimeForm.usual.contains($0) }) else { return [] }
    let forms = seen.map { Self.quoted($0.rawValue) }.joined(separator: ", ")
    return ["times: [\(forms)], // 样本中的写法"]
  }

  private func flagMembers(_ column: ColumnSample) -> [String] {
    let isOpenness = column.name.contains("公开")
    var yes = isOpenness ? ["不公开", "否"] : ["是", "1"]
    var no = isOpenness ? ["公开", "是"] : ["否", "0"]
    for (word, _) in column.sortedWords where isPublic(word, column) {
      guard let flag = VocabularyWords.flag(word, header: column.name) else { continue }
      if flag, !yes.contains(word) { yes.append(word) }
      if !flag, !no.contains(word) { no.append(word) }
    }
    return [
      "yes: [\(yes.map(Self.quoted).joined(separator: ", "))], // 保密；两边都没有的词按保密",
      "no: [\(no.map(Self.quoted).joined(separator: ", "))],",
    ]
  }

  private func mapMembers(_ target: Target, _ column: ColumnSample) -> [String] {
    var lines = ["map: {"]
    var hidden = 0
    if !column.words.keys.contains(where: { VocabularyWords.word($0, for: target) != nil }) {
      lines[0] += " // 待办: 样本中的词都不认识；先列常用词"
      for word in VocabularyWords.labels(target) {
        lines.append("  \(Self.quoted(word.label)): \(Self.quoted(word.word)),")
      }
    }
    for (word, count) in column.sortedWords {
      let known = VocabularyWords.word(word, for: target)
      if known == nil, !isPublic(word, column) {
        hidden += count
      } else if let known {
        lines.append("  \(Self.quoted(word)): \(Self.quoted(known)), // \(count) 次")
      } else {
        lines.append("  // 待办: \(Self.quoted(word)): \"\", // \(count) 次，请定对应的词")
      }
    }
    for word in column.nullWords.keys.sorted() {
      if let known = VocabularyWords.word(word, for: target) {
        lines.append("  \(Self.quoted(word)): \(Self.quoted(known)),")
      }
    }
    if hidden > 0 { lines.append("  // 另有 \(hidden) 行的值不宜列出") }
    lines.append("},")
    let rest = VocabularyWords.rest(target)
    lines.append("default: \(Self.quoted(rest.other)), // 表中没有的词；不写此行则该行隔离")
    if let empty = rest.empty { lines.append("empty: \(Self.quoted(empty)), // 没有值时") }
    return lines
  }

  /// The standard whose codes most values are.
  private func standard(of rule: Rule) -> (name: String, share: String)? {
    guard let city, let last = rule.from.last else { return nil }
    let column = sample.columns[last]
    guard column.isList else { return nil }
    var codes: [String: Set<String>] = [:]
    for line in city.crosswalk {
      codes[line.scheme, default: []].insert(line.sourceCode)
      // Joined names: the last piece is what this column holds.
      if rule.from.count > 1, let piece = line.sourceCode.split(separator: "-").last {
        codes[line.scheme]?.insert(String(piece))
      }
    }
    var best: (name: String, count: Int)?
    for scheme in codes.keys.sorted() {
      let known = column.words.reduce(0) { count, word in
        count + (codes[scheme]?.contains(word.key) == true ? word.value : 0)
      }
      if known > best?.count ?? 0 { best = (scheme, known) }
    }
    guard let best, best.count * 2 > column.shape.meaning else { return nil }
    return (best.name, ColumnDescription.percent(best.count, of: column.shape.meaning))
  }
}

extension MappingSuggestion.Certainty {
  /// The word in drafts.
  var chinese: String {
    switch self {
    case .high: "高"
    case .medium: "中"
    case .low: "低"
    }
  }
}
