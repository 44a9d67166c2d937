public import Columns
public import Complaints
internal import Glibc
internal import Parallel

/// Labels for texts by a city's keyword rules alone: no training data, no model.
///
/// A label's score is the logarithm of what its leaves' scores add up to, each as in a softmax, and
/// of what single words say of the label by standing in rules of its leaves or of their groups.
/// Every row is answered: a text without any word of the rules gets the first label, at the least
/// confidence there is.
public struct RuleLabeller: Sendable {
  /// The labels: a map's, in byte order, or the codes of all leaves.
  public let labels: [String]
  /// From which confidence on the rules decide without a person.
  public var threshold: Double { lexicon.settings.threshold }
  /// What stands for a model's version where rules alone decided.
  public static let version = "lexicon-only"

  private let lexicon: LexiconClassifier
  /// What single words say of labels.
  private let evidence: WordEvidence
  /// The label of each leaf; −1 where the map has none.
  private let labelOfLeaf: [Int32]

  private static let chunkRows = 1024

  /// Makes a labeller.
  ///
  /// - Parameters:
  ///   - city: The city whose rules give labels.
  ///   - map: What leaves are called; nil for their codes.
  public init(city: CityConfiguration, labels map: LabelMap?) {
    lexicon = LexiconClassifier(rules: city.lexicon, taxonomy: city.taxonomy)
    let names: [String?] = map?.labels ?? city.taxonomy.categories.map(\.code)
    let known = Set(names.compactMap { $0 }).sorted {
      Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
    }
    let numbers = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, Int32($0)) })
    labels = known
    labelOfLeaf = names.map { name in name.flatMap { numbers[$0] } ?? -1 }
    evidence = WordEvidence(
      lexicon.matcher, subjects: lexicon.subjects, partOfLeaf: labelOfLeaf, withGroups: true,
      ratio: Self.wordRatio, scale: Self.wordScale)
  }

  /// How much likelier a word of one strong rule is under its label than elsewhere; labels are few,
  /// and their words occur everywhere.
  private static let wordRatio: Float = 1
  /// What the evidence of single words is worth beside leaves.
  private static let wordScale: Float = 1.5
  /// How fast the leaves' scores count.
  private static let leafSharpness: Float = 0.5
  /// How fast shares grow with scores in a text with few words of rules; fitted on generated texts
  /// by first levels.
  private static let labelSharpness: Float = 0.8
  /// With more words than this, each says less: words of one text repeat one another.
  private static let fewWords: Float = 12

  /// The likeliest labels of every row.
  ///
  /// - Parameters:
  ///   - texts: Text columns; the last is the content, the first of several the title.
  ///   - top: How many labels to give; at most all.
  /// - Complexity: O(*n*) for *n* bytes, on all cores.
  public func predict(_ texts: [StringColumn], top: Int = 1) -> Predictions {
    let width = min(max(top, 1), labels.count)
    let chunks = Parallel.ranges(texts.first?.count ?? 0, of: Self.chunkRows)
    let parts = Parallel.map(chunks: chunks.count) { chunk in
      var worker = Worker(self, width: width)
      for row in chunks[chunk] { worker.label(texts, row) }
      return worker.predictions
    }
    var output = Predictions(width: width)
    for part in parts {
      output.labels.append(contentsOf: part.labels)
      output.confidences.append(contentsOf: part.confidences)
    }
    return output
  }

  /// Labels rows on one thread.
  private struct Worker {
    let labeller: RuleLabeller
    var scratch: LexiconScratch
    var shares: [Float]
    var predictions: Predictions

    init(_ labeller: RuleLabeller, width: Int) {
      self.labeller = labeller
      scratch = LexiconScratch(labeller.lexicon)
      shares = Array(repeating: 0, count: labeller.labels.count)
      predictions = Predictions(width: width)
    }

    mutating func label(_ texts: [StringColumn], _ row: Int) {
      var title: [UInt8] = []
      for column in texts.dropLast() {
        if !title.isEmpty { title.append(10) }
        title.append(contentsOf: column.bytes[column.range(row)])
      }
      guard let content = texts.last else { return }
      let lexicon = labeller.lexicon
      lexicon.score(
        title: title.span, content: content.bytes.span.extracting(content.range(row)), hint: nil,
        using: &scratch)
      for label in shares.indices { shares[label] = 0 }
      for leaf in scratch.touched {
        let label = labeller.labelOfLeaf[Int(leaf)]
        if label < 0 { continue }
        let score = min(scratch.scores[Int(leaf)], lexicon.settings.highestScore)
        shares[Int(label)] += expm1f(RuleLabeller.leafSharpness * score)
      }
      for label in shares.indices { shares[label] = log1pf(shares[label]) }
      labeller.evidence.add(scratch.rules, to: &shares)
      share()
      predictions.append(best: shares)
    }

    /// Turns scores into shares that add up to one.
    private mutating func share() {
      let highest = shares.max() ?? 0
      let few = RuleLabeller.fewWords
      let words = max(Float(scratch.rules.words.count), few)
      let sharpness = RuleLabeller.labelSharpness * (few / words).squareRoot()
      var total: Float = 0
      for label in shares.indices {
        shares[label] = expf(sharpness * (shares[label] - highest))
        total += shares[label]
      }
      for label in shares.indices { shares[label] /= total }
    }
  }
}
