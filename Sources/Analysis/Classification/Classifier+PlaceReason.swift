public import Columns
internal import Complaints
internal import Places

extension Classifier {
  /// How the place of a request was read, in Chinese; nil where it is found no longer, or another
  /// than stands for it.
  ///
  /// - Parameters:
  ///   - request: One row of `Tables.requests`.
  ///   - placeID: The entry of the gazetteer that stands for its place.
  public func placeReason(_ request: RecordBatch, found placeID: String?) -> String? {
    guard let placeID, request.rowCount == 1 else { return nil }
    var worker = ClassifierWorker(self, answers: nil, runID: "")
    let input = ClassifierInput(request)
    let place = worker.place(
      0, of: input, title: input.title.bytes.span.extracting(input.title.range(0)),
      content: input.content.bytes.span.extracting(input.content.range(0)))
    guard place.place >= 0, places.gazetteer.places[Int(place.place)].placeID == placeID else {
      return nil
    }
    var bytes: [UInt8] = []
    worker.appendReason(for: place, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
