internal import Complaints

extension MappingSuggestion {
  /// The member `ignore` of the draft: columns that are not read, the undecided ones last.
  var ignoreLines: [String] {
    let unused = choices.filter { $0.targets.isEmpty }
    var lines: [String] = []
    for isOpen in [false, true] {
      for choice in unused where choice.isOpen == isOpen {
        let column = sample.columns[choice.column]
        let cell = cell(choice.column)
        // Columns without a name of their own can't be listed, and are not read anyway.
        let isNamed = cell.hasPrefix("\"")
        let mark = choice.isOpen ? "待办: " : ""
        let text = "// \(mark)\(Self.comment(choice.reason))\(choice.isOpen ? words(column) : "")"
        lines.append(isNamed ? "    \(cell), \(text)" : "    // 第\(choice.column + 1)列 \(text)")
      }
    }
    if lines.isEmpty { return [] }
    return ["", "  // 不采的列。待办的列：能对应目标的移到 columns，含个人信息的也要移去（只用于遮蔽），确实不用的留下。"]
      + ["  ignore: ["] + lines + ["  ],"]
  }

  /// The words of an undecided column that are those of a list, for the person who decides.
  private func words(_ column: ColumnSample) -> String {
    guard column.isList, column.words.count <= 20,
      column.words.count * 3 <= column.shape.meaning,
      column.words.keys.allSatisfy({ isPublic($0, column) })
    else { return "" }
    let shown = column.sortedWords.prefix(8).map { "\($0.text) \($0.count)" }
    let more = column.words.count > 8 ? " 等" : ""
    return "；值: " + shown.joined(separator: "、") + more
  }

  /// Whether a value may stand in the draft: a short word of a list that cannot be a person's.
  func isPublic(_ word: String, _ column: ColumnSample) -> Bool {
    let shape = column.shape
    if shape.share(.name) >= 0.4 || shape.share(.phone) > 0 || shape.share(.idNumber) > 0 {
      return false
    }
    if shape.share(.email) > 0 || shape.share(.plate) > 0 { return false }
    let bytes = Array(word.utf8)
    let kind = ValueShape.of(bytes.span)
    guard word.count <= 12, kind.isDisjoint(with: [.phone, .idNumber, .plate, .email, .rounded])
    else { return false }
    // Numbers of many digits could be anything's; a name needs a second reader.
    if word.count(where: \.isNumber) > 6 { return false }
    if kind.contains(.name), word.count <= 4, column.distinct > 12 { return false }
    var masker = Masker(lexicon: lexicon)
    masker.scan(bytes.span, own: OwnData())
    return masker.ranges.isEmpty
  }
}
