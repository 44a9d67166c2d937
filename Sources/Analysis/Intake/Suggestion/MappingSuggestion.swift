internal import Columns
package import Complaints

/// A draft of a mapping for a file of which nothing is known but its first rows.
///
/// Every column gets at most one meaning, by its name first and its values second; what is not sure
/// enough stays open and is listed for a person to decide.
package struct MappingSuggestion: Sendable {
  /// How sure a choice is.
  package enum Certainty: String, Sendable {
    /// The very name is known, and the values go with it.
    case high
    /// The name is known and the values say nothing, or a like name and fitting values.
    case medium
    /// The values alone, or a name that is only like a known one.
    case low
  }

  /// What one column becomes.
  package struct Choice: Sendable {
    /// The position of the column, from 0.
    package let column: Int
    /// The targets that read it, by the names that mappings use; empty for none.
    package internal(set) var targets: [String] = []
    /// How sure that is.
    package internal(set) var certainty: Certainty = .low
    /// Why, in Chinese; names no value.
    package internal(set) var reason = ""
    /// Whether a person must decide: neither read nor known to be of no use.
    package internal(set) var isOpen = false
  }

  /// What was looked at.
  package let sample: TableSample
  /// A choice for each column, in file order.
  package internal(set) var choices: [Choice]
  let city: CityConfiguration?
  /// What knows persons, for values that are to stand in the draft.
  let lexicon: MaskLexicon
  /// The kind of the platform, and why.
  var source: (source: Source, reason: String) = (.hotline, "")
  /// The rules in the order of targets.
  var rules: [Target: Rule] = [:]
  /// Columns that make a value only together.
  var parts: [HeaderWords.Part: Int] = [:]
  /// Why a column that is left was not taken.
  var openReasons: [Int: String] = [:]

  /// One line of `columns`.
  struct Rule {
    var from: [Int]
    var fallbacks: [Int] = []
    var separator: String?
    var certainty: Certainty
    var reason: String
  }

  /// Drafts a mapping.
  ///
  /// - Parameter city: The city, whose standards and divisions are then known; nil for none.
  package init(of sample: TableSample, city: CityConfiguration?) {
    self.sample = sample
    self.city = city
    lexicon = MaskLexicon(gazetteer: city?.gazetteer)
    choices = sample.columns.map { Choice(column: $0.position) }
    source = Self.source(of: sample)
    assignNamed()
    joinParts()
    assignByValues()
    completeRules()
    closeChoices()
  }

  /// Whether everything is there without which a mapping does not load.
  package var isComplete: Bool { missing.isEmpty }

  /// The targets that no column was found for and no record can do without.
  var missing: [Target] {
    var missing = [Target.sourceRecordID, .receivedAt].filter { rules[$0] == nil }
    if [Target.content, .title, .sourceCategory].allSatisfy({ rules[$0] == nil }) {
      missing.append(.content)
    }
    return missing
  }

  /// The names of the targets that `isComplete` lacks.
  package var missingTargets: [String] { missing.map(\.name) }

  private static func source(of sample: TableSample) -> (source: Source, reason: String) {
    let kinds: [(Source, [String])] = [
      (.petition, ["信访"]), (.mailbox, ["信件", "来信", "写信", "信箱", "留言", "letter"]),
      (.urbanManagement, ["网格", "部件", "立案", "案卷", "监督员", "采集员", "小类", "处置"]),
      (.urbanConstruction, ["供水", "燃气", "城建"]),
      (.hotline, ["来电", "工单", "坐席", "通话", "call"]),
    ]
    let names = sample.columns.map { HeaderWords.key($0.name) } + [sample.fileName.lowercased()]
    var best: (Source, String, Int) = (.hotline, "", 0)
    for (source, words) in kinds {
      let found = words.filter { word in names.contains { $0.contains(word) } }
      let count = names.count { name in words.contains { name.contains($0) } }
      if count > best.2 { best = (source, found.joined(separator: "、"), count) }
    }
    return best.2 == 0
      ? (.hotline, "看不出平台种类，先按热线；请核对")
      : (best.0, "列名或文件名中有“\(best.1)”；请核对")
  }
}
