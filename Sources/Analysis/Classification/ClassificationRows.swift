internal import Columns
internal import Complaints

/// Rows of `Tables.classifications` under construction.
struct ClassificationRows {
  private let taxonomy: Taxonomy
  private let modelVersion: String
  private let runID: String
  private var requestID = ValueColumn<Int64>()
  private var receivedOn = ValueColumn<Int32>()
  private var spanStart = ValueColumn<Int32>()
  private var spanEnd = ValueColumn<Int32>()
  private var leaves: [Int32] = []
  private var confidence: [Double] = []
  private var deciders: [ClassDecision.Decider] = []
  private var district = StringColumn()
  private var town = StringColumn()
  private var placeID = StringColumn()
  private var evidence = StringColumn()

  init(taxonomy: Taxonomy, modelVersion: String, runID: String) {
    self.taxonomy = taxonomy
    self.modelVersion = modelVersion
    self.runID = runID
  }

  mutating func append(_ decision: ClassDecision, requestID id: Int64?, receivedOn day: Int32?) {
    requestID.append(id, zero: 0)
    receivedOn.append(day, zero: 0)
    leaves.append(decision.leaf.map { Int32($0) } ?? -1)
    deciders.append(decision.decider)
    // Two decimals more than people read; enough to order by, and the same on every machine.
    confidence.append((decision.confidence * 10_000).rounded() / 10_000)
  }

  mutating func append(span: Range<Int>?) {
    spanStart.append(span.map { Int32($0.lowerBound) }, zero: 0)
    spanEnd.append(span.map { Int32($0.upperBound) }, zero: 0)
  }

  mutating func append(district code: ArraySlice<UInt8>, town: ArraySlice<UInt8>, placeID: String?)
  {
    Self.append(code, to: &district)
    Self.append(town, to: &self.town)
    self.placeID.append(placeID)
  }

  mutating func append(evidence text: [UInt8]) {
    if text.isEmpty { evidence.appendNull() } else { evidence.append(utf8: text.span) }
  }

  private static func append(_ code: ArraySlice<UInt8>, to column: inout StringColumn) {
    if code.isEmpty { column.appendNull() } else { column.append(utf8: code.span) }
  }

  /// The rows so far, without what follows from signals.
  func batch() -> RecordBatch {
    let count = leaves.count
    let classes = leaves.map { $0 < 0 ? nil : taxonomy.categories[Int($0)] }
    let inScope = Validity(mask: leaves.map { $0 >= 0 })
    return RecordBatch(
      schema: Tables.classifications.schema,
      columns: [
        .int64(requestID), .int32(ValueColumn(Array(repeating: 0, count: count))),
        .int32(receivedOn), .int32(spanStart), .int32(spanEnd),
        .string(StringColumn(classes.map { $0?.scheme })),
        .string(StringColumn(classes.map { $0?.code })),
        .string(StringColumn(classes.map { $0?.level1 })),
        .string(StringColumn(classes.map { $0?.level2 })),
        .string(StringColumn(classes.map { $0?.level3 })), .string(district), .string(town),
        .string(placeID),
        .bool(ValueColumn(classes.map { $0?.inScope ?? false }, validity: inScope)),
        .string(StringColumn(classes.map { $0?.redirectTo })),
        Column(nulls: count, of: .stringList),
        .string(StringColumn(Array(repeating: modelVersion, count: count))),
        .string(StringColumn(deciders.map(\.rawValue))), .double(ValueColumn(confidence)),
        .string(evidence), .string(StringColumn(Array(repeating: runID, count: count))),
      ] + Tables.classifications.schema.fields.suffix(7).map { Column(nulls: count, of: $0.type) })
  }
}
