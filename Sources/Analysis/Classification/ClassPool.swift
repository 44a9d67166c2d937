internal import Complaints
internal import Glibc

/// What model and lexicon together say of one request: the leaves in question, each with a share
/// of belief.
///
/// The two voters err on different texts, so their log-odds are added up, each with a weight of its
/// own: a second level `g` has the score `m · ln(model(g) + ε) + l · ln(lexicon(g) + δ)`, and so has
/// the answer "something else", for what neither voter gives to a leaf. Shares are the softmax of
/// the scores. The floors ε and δ say how much a voter's silence counts against what the other
/// says. A model's class that passes the threshold of its label, found for a wanted accuracy, gains
/// what odds of that accuracy do, so that a model of the city's own history goes before the rules.
/// A class that the platform's clerk chose by name adds to its second level what odds of twelve
/// to one do, where the text speaks for its first level at all. Within a second level the leaves share its belief as the sums of both voters' shares are.
///
/// Weights and floors are five numbers, fitted by likelihood on generated texts of two groups of
/// authors, each read by a model of the other group's texts and by one of its own, never on single
/// words. What a clerk's name is worth was not fitted: generated clerks err less than clerks do.
/// Without a model the lexicon's own shares stand, in which the name has its part already.
struct ClassPool: Equatable, Sendable {
  /// A leaf in question.
  struct Candidate: Equatable, Sendable {
    let leaf: Int32
    /// Its second level.
    let group: Int32
    /// What the model gives it.
    var model: Float
    /// What the lexicon gives it.
    var lexicon: Float
    /// What it has of the belief.
    var share: Float = 0
  }

  /// How much each voter counts, and what its silence is worth.
  private static let modelWeight: Float = 0.48
  private static let lexiconWeight: Float = 0.42
  private static let modelFloor: Float = 0.0009
  private static let lexiconFloor: Float = 0.0002
  /// What speaks against "something else" from the start.
  private static let otherScore: Float = -2.4
  /// What the name that a clerk chose is worth to its second level: odds of twelve to one.
  private static let nameScore: Float = 2.5
  /// What it is worth that the model passes the accuracy it was trained for: odds of 19 to one, the
  /// accuracy of 0.95 that `train` asks for unless told otherwise.
  private static let acceptedScore: Float = 2.94
  /// How many of the lexicon's leaves take part, the best first.
  private static let lexiconLimit = 10

  /// The leaves in question, the likeliest second level first and in it the likeliest leaf.
  private(set) var candidates: [Candidate] = []
  /// How much belief the best second level has.
  private(set) var confidence = 0.0
  private var groups: [Group] = []

  private struct Group: Equatable {
    let group: Int32
    var model: Float
    var lexicon: Float
    var share: Float = 0
  }

  /// The likeliest leaf; nil where no voter names one.
  var best: Candidate? { candidates.first }

  /// Pools the voters' answers.
  ///
  /// - Parameters:
  ///   - model: The model's leaves with their probabilities, −1 for one outside of the taxonomy;
  ///     nil without a model.
  ///   - lexicon: The lexicon's leaves with their shares, best first.
  ///   - isAccepted: Whether the model's best leaf passes its own threshold.
  ///   - named: The second level that the platform's clerk chose by name and the text supports.
  ///   - groupOfLeaf: The second level of each leaf.
  mutating func pool(
    model: (leaves: ArraySlice<Int32>, shares: ArraySlice<Float>)?, lexicon: [LeafShare],
    isAccepted: Bool = false, named: Int32? = nil, groupOfLeaf: [Int32]
  ) {
    candidates.removeAll(keepingCapacity: true)
    groups.removeAll(keepingCapacity: true)
    confidence = 0
    var otherOfLexicon: Float = 1
    for answer in lexicon.prefix(Self.lexiconLimit) {
      otherOfLexicon -= answer.share
      add(answer.leaf, groupOfLeaf, model: 0, lexicon: answer.share)
    }
    if let model {
      var otherOfModel: Float = 1
      for (leaf, share) in zip(model.leaves, model.shares) {
        if leaf < 0 { continue }
        otherOfModel -= share
        add(leaf, groupOfLeaf, model: share, lexicon: 0)
      }
      share(
        other: Self.score(max(otherOfModel, 0), max(otherOfLexicon, 0)) + Self.otherScore,
        accepted: isAccepted
          ? model.leaves.first.flatMap { $0 < 0 ? nil : groupOfLeaf[Int($0)] } : nil,
        named: named)
    } else {
      for index in groups.indices { groups[index].share = groups[index].lexicon }
      for index in candidates.indices { candidates[index].share = candidates[index].lexicon }
    }
    rank()
  }

  private mutating func add(_ leaf: Int32, _ groupOfLeaf: [Int32], model: Float, lexicon: Float) {
    let group = groupOfLeaf[Int(leaf)]
    if let index = candidates.firstIndex(where: { $0.leaf == leaf }) {
      candidates[index].model += model
      candidates[index].lexicon += lexicon
    } else {
      candidates.append(Candidate(leaf: leaf, group: group, model: model, lexicon: lexicon))
    }
    if let index = groups.firstIndex(where: { $0.group == group }) {
      groups[index].model += model
      groups[index].lexicon += lexicon
    } else {
      groups.append(Group(group: group, model: model, lexicon: lexicon))
    }
  }

  private static func score(_ model: Float, _ lexicon: Float) -> Float {
    modelWeight * logf(model + modelFloor) + lexiconWeight * logf(lexicon + lexiconFloor)
  }

  /// Turns the voters' sums into shares of second levels, and those into shares of leaves.
  private mutating func share(other: Float, accepted: Int32?, named: Int32?) {
    var highest = other
    for index in groups.indices {
      groups[index].share = Self.score(groups[index].model, groups[index].lexicon)
      if groups[index].group == accepted { groups[index].share += Self.acceptedScore }
      if groups[index].group == named { groups[index].share += Self.nameScore }
      highest = max(highest, groups[index].share)
    }
    var total = expf(other - highest)
    for index in groups.indices {
      groups[index].share = expf(groups[index].share - highest)
      total += groups[index].share
    }
    for index in groups.indices { groups[index].share /= total }
    for index in candidates.indices {
      let group = groups[groupIndex(of: candidates[index])]
      let part = candidates[index].model + candidates[index].lexicon
      candidates[index].share = group.share * part / max(group.model + group.lexicon, 1e-9)
    }
  }

  private func groupIndex(of candidate: Candidate) -> Int {
    groups.firstIndex { $0.group == candidate.group } ?? 0
  }

  /// Puts the best leaf of the best second level first, and all others by their shares.
  private mutating func rank() {
    candidates.sort { ($1.share, $0.leaf) < ($0.share, $1.leaf) }
    guard let best = groups.max(by: { ($0.share, $1.group) < ($1.share, $0.group) }) else { return }
    confidence = Double(best.share)
    if let index = candidates.firstIndex(where: { $0.group == best.group }), index > 0 {
      candidates.insert(candidates.remove(at: index), at: 0)
    }
  }
}
