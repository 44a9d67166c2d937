internal import Complaints
internal import Glibc

/// Decides type, urgency and scope of a text from the rules that hold, its class and the platform's
/// own fields.
struct SignalDecider: Sendable {
  let reader: SignalReader
  let taxonomy: Taxonomy

  /// What the platform's own type is worth, beside rules that weigh 1 and 2.
  static let platformWeight = 2.5
  /// What the usual type of a class is worth where the class is sure.
  static let classWeight = 0.8
  /// From which confidence on the type is decided.
  static let typeThreshold = 0.6
  /// How fast the confidence grows with the lead.
  static let sharpness = 0.9

  /// What is known of a request besides its text.
  struct Facts {
    /// The platform's type.
    var type: RequestType?
    /// The platform's urgency.
    var urgency: Urgency?
    /// The class, where it is sure.
    var leaf: Int?
  }

  init(_ rules: [SignalRule], taxonomy: Taxonomy) {
    reader = SignalReader(rules)
    self.taxonomy = taxonomy
  }

  /// Decides on what `reader` found.
  func decide(_ scratch: SignalScratch, _ facts: Facts) -> SignalDecision {
    var decision = SignalDecision()
    decideType(scratch, facts, &decision)
    decideUrgency(scratch, facts, &decision)
    decideScope(scratch, &decision)
    return decision
  }

  // MARK: - Type

  private func decideType(
    _ scratch: SignalScratch, _ facts: Facts, _ decision: inout SignalDecision
  ) {
    var scores = [Double](repeating: 0, count: RequestType.allCases.count)
    var reasons: [(type: Int, text: String)] = []
    for (rule, words) in groups(of: scratch) {
      guard case .type(let type) = reader.rules[rule].subject else { continue }
      scores[Self.number(type)] += reader.rules[rule].weight * Double(min(words.count, 2))
      reasons.append(
        (Self.number(type), "\(reader.rules[rule].rule) \(words.joined(separator: "、"))"))
    }
    let hasWords = scores.contains { $0 > 0 }
    if let type = facts.type {
      scores[Self.number(type)] += Self.platformWeight
      reasons.append((Self.number(type), "平台 \(type.label)"))
    }
    if let leaf = facts.leaf {
      let type = taxonomy.categories[leaf].defaultType
      scores[Self.number(type)] += Self.classWeight
      reasons.append((Self.number(type), "分类 \(taxonomy.categories[leaf].code)"))
    }
    let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
    guard let best = order.first, scores[best] > 0 else { return }
    let lead = scores[best] - scores[order[1]]
    // The usual type of a class alone says little of one request.
    let ceiling = hasWords || facts.type != nil ? 0.98 : 0.65
    decision.typeConfidence = min(1 / (1 + exp(-Self.sharpness * lead)), ceiling)
    if decision.typeConfidence >= Self.typeThreshold {
      decision.type = RequestType.allCases[best]
      decision.typeEvidence = reasons.filter { $0.type == best }.map(\.text)
        .joined(separator: "；")
    } else {
      decision.typeEvidence = reasons.map(\.text).joined(separator: "；")
    }
  }

  private static func number(_ type: RequestType) -> Int {
    RequestType.allCases.firstIndex(of: type) ?? 0
  }

  // MARK: - Urgency

  /// The most urgent of platform, class, dangers and urgency rules; without a danger, words that
  /// say it can wait lower what the class says.
  private func decideUrgency(
    _ scratch: SignalScratch, _ facts: Facts, _ decision: inout SignalDecision
  ) {
    var best = Urgency.normal
    var reasons: [(urgency: Urgency, text: String)] = []
    var calms: [String] = []
    func raise(to urgency: Urgency, _ reason: String) {
      if urgency == .normal { return }
      reasons.append((urgency, reason))
      if urgency > best { best = urgency }
    }
    var risks: [SignalScratch.Finding] = []
    for (rule, words) in groups(of: scratch) {
      let known = reader.rules[rule]
      switch known.subject {
      case .risk:
        raise(to: known.urgency, "\(known.label) \(words.joined(separator: "、"))")
        risks += scratch.findings.filter { $0.rule == rule }
      case .scope: raise(to: known.urgency, words.joined(separator: "、"))
      case .urgency(.normal): calms += words
      case .urgency(let urgency): raise(to: urgency, words.joined(separator: "、"))
      default: break
      }
    }
    addRisks(risks, to: &decision)
    if let leaf = facts.leaf {
      let category = taxonomy.categories[leaf]
      if calms.isEmpty || best > .normal {
        raise(to: category.urgency, "分类 \(category.code) \(category.urgency.label)")
      }
    }
    if let urgency = facts.urgency { raise(to: urgency, "平台 \(urgency.label)") }
    decision.urgency = best
    decision.urgencyReason = reasons.filter { $0.urgency == best }.map(\.text)
      .joined(separator: "；")
  }

  /// Adds different words in the order of the text; of rules that share one the first names its kind.
  private func addRisks(
    _ findings: [SignalScratch.Finding], to decision: inout SignalDecision
  ) {
    var seen: Set<Int> = []
    let inOrder = findings.sorted { ($0.start, $1.end, $0.rule) < ($1.start, $0.end, $1.rule) }
    for finding in inOrder where seen.insert(finding.word).inserted {
      guard case .risk(let name) = reader.rules[finding.rule].subject else { continue }
      let label = reader.rules[finding.rule].label
      decision.risks.append(reader.words[finding.word])
      decision.riskKinds.append(label.isEmpty ? name : label)
    }
  }

  // MARK: - Scope

  private func decideScope(_ scratch: SignalScratch, _ decision: inout SignalDecision) {
    var best: (weight: Double, rule: Int, words: [String])?
    for (rule, words) in groups(of: scratch) {
      guard case .scope = reader.rules[rule].subject else { continue }
      let weight = reader.rules[rule].weight * Double(words.count)
      if best.map({ weight > $0.weight }) ?? true { best = (weight, rule, words) }
    }
    guard let best, case .scope(let code) = reader.rules[best.rule].subject else { return }
    decision.redirectTo =
      reader.rules[best.rule].redirectTo ?? taxonomy[code]?.redirectTo ?? "有权处理的机关"
    decision.redirectReason =
      "\(taxonomy[code]?.level3 ?? code)：\(best.words.joined(separator: "、"))"
      + "（\(reader.rules[best.rule].rule)）"
  }

  /// The words found, by rule.
  private func groups(of scratch: SignalScratch) -> [(rule: Int, words: [String])] {
    var groups: [(rule: Int, words: [String])] = []
    for finding in scratch.findings {
      if groups.last?.rule == finding.rule {
        groups[groups.count - 1].words.append(reader.words[finding.word])
      } else {
        groups.append((finding.rule, [reader.words[finding.word]]))
      }
    }
    return groups
  }
}
