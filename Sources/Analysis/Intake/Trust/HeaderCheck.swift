public import Complaints
internal import Tabular

/// Judges a header by what stands under it: a file whose columns hold something else than their
/// names say is refused whole, because its values would be loaded into the wrong places.
struct HeaderCheck {
  /// A column that holds what its target never does.
  struct Fault {
    let target: Target
    let column: Int
    let isCertain: Bool
    let finding: String
  }

  private let mapping: SourceMapping
  private let layout: Layout
  private let profile: SheetProfile

  init(_ mapping: SourceMapping, _ layout: Layout, _ profile: SheetProfile) {
    self.mapping = mapping
    self.layout = layout
    self.profile = profile
  }

  /// What is wrong with the header, in words; nil when nothing is.
  ///
  /// One certain fault is enough, doubtful ones must be three: an optional column may be filled
  /// with anything by somebody who had nothing to put there.
  func verdict() -> String? {
    let faults = self.faults()
    guard faults.contains(where: \.isCertain) || faults.count >= 3 else { return nil }
    let shown = faults.filter(\.isCertain).isEmpty ? faults : faults.filter(\.isCertain)
    let details = shown.prefix(3).map { fault -> String in
      "\(profile.label(fault.column)) for \(fault.target.name) wants \(fault.target.wanted), but "
        + fault.finding
    }
    let more = shown.count > 3 ? " and \(shown.count - 3) more" : ""
    return details.joined(separator: "; ") + more + explanation(shown)
  }

  private func faults() -> [Fault] {
    mapping.rules.indices.compactMap { index in
      let rule = mapping.rules[index]
      let places = layout.cells(index)
      guard places.count == 1, rule.part == nil, let place = places.first else { return nil }
      let column = layout.columns[place]
      guard profile.columns.indices.contains(column) else { return nil }
      return fault(rule, column, profile.columns[column])
    }
  }

  private func fault(_ rule: ColumnRule, _ column: Int, _ profile: ColumnProfile) -> Fault? {
    let target = rule.target
    func found(_ finding: String, isCertain: Bool = true) -> Fault {
      Fault(target: target, column: column, isCertain: isCertain, finding: finding)
    }
    let isFilledDown = layout.fill.contains(column)
    if profile.meaning == 0 {
      let isEssential = rule.isRequired && rule.fallbacks.isEmpty && !isFilledDown
      return isEssential && self.profile.rowCount >= 8
        ? found("is empty in the first \(self.profile.rowCount) rows") : nil
    }
    guard profile.meaning >= (rule.isRequired ? 3 : 8) else { return nil }
    var foreign = 0
    var doubtful = 0
    for (kind, count) in profile.kinds {
      switch target.misfit(kind, namesVary: profile.hasVaryingNames) {
      case .none: break
      case .doubtful: doubtful += count
      case .foreign: foreign += count
      }
    }
    if foreign * 10 >= profile.meaning * 7 { return found(Self.content(of: profile)) }
    if target == .sourceRecordID, profile.isMobiles { return found(Self.content(of: profile)) }
    if target == .sourceRecordID, !isFilledDown, profile.meaning >= 64,
      profile.distinct * 16 <= profile.meaning
    {
      return found(
        "holds the same \(profile.distinct) values again and again in \(profile.meaning) rows")
    }
    if target.kind == .word, Self.isProse(profile, rule) {
      return found("holds texts that nearly all differ\(Self.examples(of: profile))")
    }
    if (foreign + doubtful) * 10 >= profile.meaning * 8 {
      return found(Self.content(of: profile), isCertain: false)
    }
    return nil
  }

  /// Whether a column of words holds texts instead, none of which the mapping knows.
  private static func isProse(_ profile: ColumnProfile, _ rule: ColumnRule) -> Bool {
    profile.meaning >= 20 && profile.distinct * 10 >= profile.meaning * 6
      && profile.shape.share(.shortText) >= 0.9
      && !profile.texts.contains {
        rule.map[$0.span] != nil || rule.yes[$0.span] != nil || rule.no[$0.span] != nil
      }
  }

  /// What a column holds, with lines to look at and none of their content.
  private static func content(of profile: ColumnProfile) -> String {
    let kind = ValueShape.inWords.first { profile.shape.share($0.shape) >= 0.6 }?.words
    return "holds \(kind ?? "other values")\(examples(of: profile))"
  }

  private static func examples(of profile: ColumnProfile) -> String {
    let shown = profile.examples.map { "line \($0.line) like \($0.sketch)" }
    return " (\(shown.joined(separator: ", ")))"
  }

  /// How the wrong columns can be explained: values that stand beside their names, or exchanged.
  private func explanation(_ faults: [Fault]) -> String {
    let here = proofs(shiftedBy: 0)
    let best = [1, -1, 2, -2, 3, -3].map { ($0, proofs(shiftedBy: $0)) }
      .max { $0.1 < $1.1 || ($0.1 == $1.1 && abs($0.0) > abs($1.0)) }
    if let (shift, count) = best, count > here, count >= 2 || faults.count == 1 && count > here {
      let side = shift > 0 ? "right" : "left"
      let columns = abs(shift) == 1 ? "one column" : "\(abs(shift)) columns"
      return
        "; the header seems shifted by \(abs(shift) == 1 ? "one" : String(abs(shift))): values "
        + "stand \(columns) to the \(side) of their names"
    }
    for fault in faults {
      guard let proof = fault.target.proof else { continue }
      let other = profile.columns.indices.first {
        $0 != fault.column && profile.columns[$0].meaning >= 3
          && profile.columns[$0].shape.share(proof) >= 0.8
      }
      if let other { return "; \(profile.label(other)) looks like it" }
    }
    return ""
  }

  /// How many targets would find what proves them if values stood `shift` columns to the right.
  private func proofs(shiftedBy shift: Int) -> Int {
    mapping.rules.indices.count { index in
      guard let proof = mapping.rules[index].target.proof, layout.cells(index).count == 1,
        let place = layout.cells(index).first, layout.columns[place] >= 0
      else { return false }
      let column = layout.columns[place] + shift
      return profile.columns.indices.contains(column) && profile.columns[column].meaning >= 3
        && profile.columns[column].shape.share(proof) >= 0.7
    }
  }
}

extension ValueShape {
  /// What a column can be said to hold, the most telling first.
  static let inWords: [(shape: ValueShape, words: String)] = [
    (.idNumber, "identity numbers"), (.phone, "phone numbers"), (.email, "e-mail addresses"),
    (.time, "times"), (.plate, "licence plates"), (.longText, "long texts"),
    (.decimal, "decimal numbers"), (.integer, "whole numbers"), (.name, "names of persons"),
    (.recordID, "ids"), (.unit, "names of units"), (.division, "names of divisions"),
    (.word, "words"), (.shortText, "short texts"),
  ]
}

extension AnalysisError.Code {
  /// What stands under a header is not what its names say.
  public static let headerMismatch = Self("header-mismatch")
}
