internal import Bytes
internal import Complaints
internal import Tabular

extension MappingReader {
  /// The rules of `columns`, in the order of targets.
  func rules(times: Set<TimeForm>) throws -> [ColumnRule] {
    let columns = try root.required("columns")
    try columns.allow(keys: Target.names)
    var rules: [ColumnRule] = []
    for member in try columns.members {
      guard let target = Target(name: member.key) else { continue }
      if rules.contains(where: { $0.target == target }) {
        throw member.value.error("\"\(member.key)\" is named twice")
      }
      rules.append(try rule(target, member.value, times: times))
    }
    return rules.sorted { $0.target.index < $1.target.index }
  }

  private func rule(
    _ target: Target, _ value: ConfigurationValue, times: Set<TimeForm>
  ) throws -> ColumnRule {
    var rule: ColumnRule
    if case .object = value.content {
      try value.allow(keys: Self.columnKeys(target))
      rule = ColumnRule(target, cells: try sources(value))
      try readCommon(&rule, value)
      try readTyped(&rule, value, times: times)
    } else {
      rule = ColumnRule(target, cells: [try cell(value)])
      rule.times = TimeReader(times)
    }
    if target == .sourceRecordID || target == .receivedAt { rule.isRequired = true }
    if rule.nullWords.isEmpty { rule.nullWords = Self.set(nullWords) }
    if target.kind == .word, rule.map.isEmpty {
      throw value.error("\"\(target.name)\" needs a \"map\" from the source's words to ours")
    }
    if target.kind == .flag, rule.yes.isEmpty {
      throw value.error("\"\(target.name)\" needs the words that mean \"yes\"")
    }
    return rule
  }

  static func columnKeys(_ target: Target) -> [String] {
    let common = [
      "from", "position", "join", "separator", "or", "null_words", "required", "optional", "width",
    ]
    let typed: [String] =
      switch target.kind {
      case .word: ["map", "default", "empty"]
      case .flag: ["yes", "no"]
      case .time: ["times"]
      case .list: ["split"]
      case .masked:
        ["map", "default", "html", "split", "part"]
          + (target == .content ? ["signature"] : [])
          + (target == .sourceCategory ? ["standard"] : [])
      case .text, .division:
        ["map", "default", "split", "part"]
          + (target == .sourceRecordID ? ["ends_in_zeros"] : [])
      case .personal, .integer, .decimal: ["split", "part"]
      }
    return common + typed
  }

  /// The cells that a rule reads: `from`, `position` or `join`.
  private func sources(_ value: ConfigurationValue) throws -> [ColumnRule.Cell] {
    if let join = try value.optional("join") {
      if try value.optional("from") != nil {
        throw value.error("\"from\" and \"join\" exclude each other")
      }
      if let width = try value.optional("width") {
        throw width.error("a joined column has the widths of its parts: {from: …, width: …}")
      }
      return try join.array.map { try self.cell($0) }
    }
    var cell: ColumnRule.Cell
    if let position = try value.optional("position") {
      cell = try self.cell(position)
    } else {
      cell = try self.cell(try value.required("from"))
    }
    if let width = try value.optional("width") { cell.width = try width.integer(in: 1...40) }
    return [cell]
  }

  /// One cell: a header name, a list of names of which the first there counts, or a position
  /// from 1; or one of these with its width.
  func cell(_ value: ConfigurationValue) throws -> ColumnRule.Cell {
    if case .object = value.content {
      try value.allow(keys: ["from", "width"])
      var cell = try cell(try value.required("from"))
      cell.width = try value.required("width").integer(in: 1...40)
      return cell
    }
    if case .number = value.content {
      return ColumnRule.Cell(
        keys: [], names: [], position: try value.integer(in: 1...16_384) - 1)
    }
    let names: [String]
    if case .array = value.content { names = try value.strings } else { names = [try value.string] }
    guard !names.isEmpty, names.allSatisfy({ !$0.isEmpty }) else {
      throw value.error("a header name is wanted")
    }
    return ColumnRule.Cell(keys: names.map { HeaderName.key($0) }, names: names)
  }

  private func readCommon(_ rule: inout ColumnRule, _ value: ConfigurationValue) throws {
    if let list = try value.optional("or") { rule.fallbacks = try list.array.map { try cell($0) } }
    if let text = try value.optional("separator") { rule.separator = Array(try text.string.utf8) }
    if let words = try value.optional("null_words") { rule.nullWords = Self.set(try words.strings) }
    if let flag = try value.optional("required") { rule.isRequired = try flag.bool }
    if let flag = try value.optional("optional") { rule.needsColumn = !(try flag.bool) }
    if let text = try value.optional("split") {
      rule.split = Array(try text.string.utf8)
      if rule.split.isEmpty { throw text.error("a sign to cut at is wanted") }
    }
    if let part = try value.optional("part") { rule.part = try part.integer(in: 1...100) - 1 }
    if let flag = try value.optional("ends_in_zeros") { rule.endsInZeros = try flag.bool }
    if let flag = try value.optional("html") { rule.isHTML = try flag.bool }
    if let flag = try value.optional("signature") { rule.hasSignature = try flag.bool }
  }

  private func readTyped(
    _ rule: inout ColumnRule, _ value: ConfigurationValue, times: Set<TimeForm>
  ) throws {
    rule.times = TimeReader(try value.optional("times").map { try timeForms($0) } ?? times)
    if let words = try value.optional("yes") { rule.yes = Self.set(try words.strings) }
    if let words = try value.optional("no") { rule.no = Self.set(try words.strings) }
    var words: [String] = []
    func index(_ word: String) -> Int {
      if let known = words.firstIndex(of: word) { return known }
      words.append(word)
      return words.count - 1
    }
    if let map = try value.optional("map") {
      var pairs: [(key: String, value: Int)] = []
      for member in try map.members {
        pairs.append((Self.cleaned(member.key), index(try word(member.value, for: rule.target))))
      }
      rule.map = ByteMap(pairs)
    }
    if let word = try value.optional("default") {
      rule.defaultWord = index(try self.word(word, for: rule.target))
    }
    if let word = try value.optional("empty") {
      rule.emptyWord = index(try self.word(word, for: rule.target))
    }
    rule.words = words.map { Array($0.utf8) }
  }

  /// A set of texts in the form in which cells are compared.
  static func set(_ words: [String]) -> ByteMap { ByteMap(words.map { (cleaned($0), 0) }) }

  private static func cleaned(_ text: String) -> String {
    var bytes: [UInt8] = []
    TextCleaner.append(Array(text.utf8).span, to: &bytes, style: [])
    return String(decoding: bytes, as: UTF8.self)
  }
}
