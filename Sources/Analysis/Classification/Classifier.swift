public import Columns
public import Complaints

/// Gives every request its class, its place and its risk words, or says that people must.
public struct Classifier: Sendable {
  /// The city's rules.
  public let city: CityConfiguration
  /// The trained model; nil where the lexicon works alone.
  public let model: LinearModel?

  /// Makes a classifier of a city's rules and, where there is one, a trained model.
  public init(city: CityConfiguration, model: LinearModel?) {
    self.city = city
    self.model = model
  }

  /// The columns of `Tables.requests` that classification reads.
  public static let inputColumns: [String] = [
    "request_id", "received_on", "source", "title", "content", "place_text", "district_code",
    "town_code", "source_category", "source_category_scheme",
  ]

  /// What stands in `model_version`: the model's version, or `lexicon-only`.
  public var modelVersion: String { model?.version ?? "lexicon-only" }

  /// The classes of requests, one row for each, in their order.
  ///
  /// - Parameters:
  ///   - requests: Rows of `Tables.requests`, or at least its columns request_id, received_on,
  ///     title, content, place_text, district_code, town_code, source_category,
  ///     source_category_scheme and origin.
  ///   - runID: The run that decides.
  /// - Returns: Rows of `Tables.classifications`, part 0.
  public func classify(_ requests: RecordBatch, runID: String) -> RecordBatch {
    RecordBatch(schema: Tables.classifications.schema)
  }

  /// Fills `request_type` and `urgency` where the source gave none.
  public func fillTypes(_ requests: inout RecordBatch) {}
}
