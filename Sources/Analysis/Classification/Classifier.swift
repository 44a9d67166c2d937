public import Columns
public import Complaints
internal import Parallel
internal import Places

/// Gives every request its class, its place and its risk words, or says that people must.
public struct Classifier: Sendable {
  /// The city's rules.
  public let city: CityConfiguration
  /// The trained model; nil where the lexicon works alone.
  public let model: LinearModel?
  let lexicon: LexiconClassifier
  let crosswalk: CategoryCrosswalk
  let places: PlaceFinder
  let decider: ClassDecider
  let signals: SignalDecider
  let cutter: TextCutter

  /// How many rows one task takes.
  static let chunkRows = 2048

  /// Makes a classifier of a city's rules and, where there is one, a trained model.
  public init(city: CityConfiguration, model: LinearModel?) {
    self.city = city
    self.model = model
    lexicon = LexiconClassifier(rules: city.lexicon, taxonomy: city.taxonomy)
    crosswalk = CategoryCrosswalk(city.crosswalk, taxonomy: city.taxonomy)
    places = PlaceFinder(city.gazetteer)
    signals = SignalDecider(city.signals, taxonomy: city.taxonomy)
    cutter = TextCutter(city.signals)
    decider = ClassDecider(
      groups: lexicon.groups, lexiconThreshold: lexicon.settings.threshold,
      modelThresholds: model.map { Self.thresholds($0, by: city.taxonomy) })
  }

  /// The columns of `Tables.requests` that classification reads.
  public static let inputColumns: [String] = [
    "request_id", "received_at", "received_on", "title", "content", "place_text", "district_code",
    "town_code",
    "longitude", "latitude", "grid_code", "source_category", "source_category_scheme",
    "request_type", "urgency",
  ]

  /// What stands in `model_version`: the model's version, or `lexicon-only`.
  public var modelVersion: String { model?.version ?? "lexicon-only" }

  /// The classes of requests, one row for each, in their order.
  ///
  /// A code of a standard that the platform gave decides; else model and lexicon do, with the
  /// platform's own label as a hint. Where neither is sure the code is null, `decided_by` is
  /// `none`, and the evidence names the candidates (see `ClassCandidates`). The confidence is that
  /// of the code's first four digits.
  ///
  /// - Parameters:
  ///   - requests: Rows of `Tables.requests`, or at least its `inputColumns`.
  ///   - runID: The run that decides.
  /// - Returns: Rows of `Tables.classifications`, part 0.
  /// - Complexity: O(*n*) in the bytes of the texts, on all cores; the rows do not depend on their
  ///   number.
  public func classify(_ requests: RecordBatch, runID: String) -> RecordBatch {
    classify(requests, contentStarts: [], runID: runID)
  }

  /// The classes of requests whose content is cut out of a longer one.
  ///
  /// - Parameter contentStarts: Where each begins in the content that evidence tells places of;
  ///   empty for whole contents.
  func classify(_ requests: RecordBatch, contentStarts: [Int], runID: String) -> RecordBatch {
    let answers = modelAnswers(requests)
    var input = ClassifierInput(requests)
    input.contentStarts = contentStarts
    let rows = input
    let ranges = Parallel.ranges(requests.rowCount, of: Self.chunkRows)
    let parts = Parallel.map(chunks: ranges.count) { index in
      var worker = ClassifierWorker(self, answers: answers, runID: runID)
      for row in ranges[index] { worker.classify(row, of: rows) }
      return worker.batch()
    }
    return parts.isEmpty
      ? RecordBatch(schema: Tables.classifications.schema) : RecordBatch(concatenating: parts)
  }
}
