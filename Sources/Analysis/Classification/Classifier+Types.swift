public import Columns
internal import Complaints
internal import Parallel

extension Classifier {
  /// Fills `request_type` where the source gave none, by what the text alone says.
  ///
  /// For the guard of the accused, which reads a report otherwise than a complaint. What is stored of
  /// a request's type, with its reason, stands in `Tables.classifications`.
  public func fillTypes(_ requests: inout RecordBatch) {
    let types = requests.strings("request_type")
    if types.validity.nullCount == 0 { return }
    let titles = requests.strings("title")
    let contents = requests.strings("content")
    let ranges = Parallel.ranges(requests.rowCount, of: Self.chunkRows)
    let parts = Parallel.map(chunks: ranges.count) { index in
      var scratch = SignalScratch()
      var part = StringColumn()
      for row in ranges[index] {
        if types.validity.isValid(row) {
          part.append(utf8: types.slice(row).span)
          continue
        }
        signals.reader.read(
          title: titles.bytes.span.extracting(titles.range(row)),
          content: contents.bytes.span.extracting(contents.range(row)), month: 0, using: &scratch)
        part.append(signals.decide(scratch, .init()).type?.rawValue)
      }
      return part
    }
    var filled = Column(empty: .string)
    for part in parts { filled.append(contentsOf: .string(part)) }
    requests["request_type"] = filled
  }
}
