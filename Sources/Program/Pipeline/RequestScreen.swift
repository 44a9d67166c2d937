internal import Assignment
internal import Classification
internal import Columns
internal import Complaints

/// What is settled about a request before it is written: who may see it, and whom it accuses.
struct RequestScreen: Sendable {
  private let classifier: Classifier
  private let requestGuard: RequestGuard

  init(_ city: CityConfiguration) {
    classifier = Classifier(city: city, model: nil)
    requestGuard = RequestGuard(units: city.units, lexicon: city.lexicon)
  }

  /// Raises the access of requests that accuse a unit.
  ///
  /// What a request asks for is only read for that here: the store keeps the platform's own word.
  func apply(to requests: inout RecordBatch) {
    var typed = requests
    classifier.fillTypes(&typed)
    requestGuard.screen(&typed)
    for name in ["access", "accused_kind", "accused_unit_code"] { requests[name] = typed[name] }
  }
}
