internal import Complaints
internal import Tabular

extension MappingSuggestion {
  /// The draft as a JSON5 mapping with a comment on every choice.
  ///
  /// It loads as it stands when `isComplete`; values of the file stand in it only as words of code
  /// lists, never where they could be a person's.
  ///
  /// - Parameter schema: Where the JSON Schema for editors is; nil for no `$schema`.
  package func draft(schema: String?) -> String {
    var lines = headComment
    lines.append("{")
    if let schema { lines.append("  $schema: \(Self.quoted(schema)),") }
    lines += identityLines + headerLines + valueLines + constantLines + columnLines + ignoreLines
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  static func quoted(_ text: String) -> String { JSONText.string(of: .string(text)) }

  private var headComment: [String] {
    let place: String
    if let header = sample.headerLines {
      let line =
        header.count == 1
        ? "第 \(header.lowerBound) 行" : "第 \(header.lowerBound)、\(header.upperBound) 两行"
      place = "表头在\(line)" + (sample.titleRows > 0 ? "，上面 \(sample.titleRows) 行是标题" : "")
    } else {
      place = "没有找到表头，各列按位置"
    }
    let records = sample.isCut ? "前 \(sample.records) 行" : "全部 \(sample.records) 行"
    let sheet = sample.sheets.indices.contains(sample.sheet) ? sample.sheets[sample.sheet] : ""
    return [
      "// 映射草稿，由 minsheng mapping suggest 按 \(Self.comment(sample.fileName)) 的内容起草。",
      "// 格式 \(sample.format.rawValue)，编码 \(sample.encoding)"
        + (sheet.isEmpty ? "" : "，工作表“\(Self.comment(sheet))”")
        + "；\(place)；\(sample.columns.count) 列；看了\(records)。",
      "// 每项注明依据和把握（高、中、低）。标“待办”的须由人决定；改好后先试读：",
      "//   minsheng ingest --dry-run --mapping 本文件 --workspace 工作区 数据文件",
    ]
  }

  static func comment(_ text: String) -> String {
    String(
      text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }.prefix(80).map {
        Character($0)
      })
  }

  private var identityLines: [String] {
    let stem = sample.fileName.split(separator: ".").first.map(String.init) ?? ""
    let plain = Self.withoutDates(stem)
    return [
      "  platform: \(Self.quoted(Self.platform(plain))), // 待办: inbox/ 下的文件夹名，只用小写字母、数字、连字符",
      "  platform_name: \(Self.quoted(plain.isEmpty ? "新平台" : plain)), // 待办: 平台在报表中的名称",
      "  source: \(Self.quoted(source.source.rawValue)), // \(source.reason)",
      "  // own 由本系统交办，advise 只提建议，mirror 平台已交办、只跟踪；请核对",
      "  dispatch: \(Self.quoted(followed ? "mirror" : "own")),",
      "  quarantine_limit: 0.02, // 超过此比例的行被隔离时报警",
      "  delivery: {expected: \"none\"}, // 待办: every_day 每天、workdays 工作日、weekly 每周",
      "",
    ]
  }

  private var followed: Bool { source.source == .petition || source.source == .urbanManagement }

  /// A file's stem without the date and number that exports add.
  private static func withoutDates(_ stem: String) -> String {
    var output = ""
    var digits = ""
    func settle() {
      if digits.count < 6 { output += digits }
      digits = ""
    }
    for character in stem.prefix(while: { $0 != "(" && $0 != "（" }) {
      if character.isASCII, character.isNumber {
        digits.append(character)
      } else {
        settle()
        output.append(character)
      }
    }
    settle()
    while let last = output.last, "_- ".contains(last) { output.removeLast() }
    return String(output.prefix(40))
  }

  private static func platform(_ stem: String) -> String {
    var name = ""
    for scalar in stem.lowercased().unicodeScalars {
      if scalar.isASCII, scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value) {
        name.unicodeScalars.append(scalar)
      } else if !name.isEmpty, !name.hasSuffix("-") {
        name.append("-")
      }
    }
    while name.hasSuffix("-") { name.removeLast() }
    return name.contains { $0.isLetter } ? name : "new-platform"
  }

  private var headerLines: [String] {
    var lines: [String] = []
    if sample.headerLines == nil {
      lines.append("  header: {present: false}, // 第一行已是数据；各列按位置")
    } else if sample.format == .jsonLines || sample.format == .jsonArray {
      lines.append("  header: {lenient: true}, // JSON 中没有值的键常常省去")
    }
    let merged = sample.columns.filter(\.isMergedDown)
    if !merged.isEmpty {
      let names = merged.map { cell($0.position) }.joined(separator: ", ")
      lines.append("  // 这些列有向下合并的单元格，空格取上一行的值；第一个应是每块开头都有的列")
      lines.append("  fill_down: [\(names)],")
    }
    if sample.format == .delimited {
      lines.append("  row_length: \"exact\", // 文本文件：列数不同的行是断行或错行，隔离")
    }
    lines.append("  unknown_columns: \"warn\", // 以后多出的列：ignore 不管，warn 提醒，refuse 拒收")
    return lines
  }

  private var valueLines: [String] {
    var seen: [String: Int] = [:]
    for column in sample.columns { seen.merge(column.nullWords) { $0 + $1 } }
    // A word that a list needs (否 and 无 both mean no there) stays a word through its map.
    let found = seen.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
    let more = ["无", "/", "—", "-", "--", "不详", "待确认", "null", "NULL", "N/A"]
    let words = found.map(\.key) + more.filter { seen[$0] == nil }
    let note =
      found.isEmpty
      ? "样本中没有见到；列出常见的"
      : "见到 " + found.map { "\($0.key) \($0.value) 次" }.joined(separator: "、")
    return [
      "  null_words: [\(words.map(Self.quoted).joined(separator: ", "))], // 等于没有值的词；\(note)"
    ]
  }

  private var constantLines: [String] {
    var lines: [String] = []
    if rules[.origin] == nil {
      lines.append(
        "    origin: \"citizen\", // 没有说来源的列，全部按市民；"
          + "待办: 若不是，改为 enterprise、inspector、video、leader、media、other_system")
    }
    if rules[.disposition] == nil {
      lines.append("    disposition: \"dispatch\", // 没有说办理方式的列，全部按派单；请核对")
    }
    if let district = constantDistrict {
      lines.append(
        "    district: \(Self.quoted(district.code)), // 文件名中有“\(district.name)”，全部按此区县；请核对")
    }
    return lines.isEmpty ? [] : ["  constants: {"] + lines + ["  },"]
  }

  /// The district that the file's own name says, where no column says any.
  private var constantDistrict: (code: String, name: String)? {
    guard let city, rules[.district] == nil else { return nil }
    for district in city.gazetteer.districts {
      for name in [district.name, String(district.name.dropLast())]
      where name.count >= 2 && sample.fileName.contains(name) {
        return (district.code, name)
      }
    }
    return nil
  }

  /// A column as mappings name it: by its name, or by its position where no name tells it apart.
  func cell(_ column: Int) -> String {
    let name = sample.columns[column].name
    let key = HeaderName.key(name)
    let isFirst = !sample.columns[..<column].contains { HeaderName.key($0.name) == key }
    return key.isEmpty || !isFirst ? "\(column + 1)" : Self.quoted(name)
  }
}
