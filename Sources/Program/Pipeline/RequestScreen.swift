internal import Assignment
internal import Classification
internal import Columns
internal import Complaints

/// What is settled about a request before it is written: who may see it, what it asks for, how
/// urgent it is, where the source left that open.
struct RequestScreen: Sendable {
  private let classifier: Classifier
  private let requestGuard: RequestGuard

  init(_ city: CityConfiguration) {
    classifier = Classifier(city: city, model: nil)
    requestGuard = RequestGuard(units: city.units, lexicon: city.lexicon)
  }

  /// Fills request types and urgencies that the source left open, and raises the access of requests
  /// that accuse a unit.
  func apply(to requests: inout RecordBatch) {
    classifier.fillTypes(&requests)
    requestGuard.screen(&requests)
  }
}
