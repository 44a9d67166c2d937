public import Columns
internal import Complaints

/// The clean rows of a block, split by who may see what.
///
/// Row *i* of `requests` and `states` and element *i* of `keys`, `contentHashes` and `stateHashes`
/// belong together. `rowsRead == requests.rowCount + rejects.count`, always.
public struct IntakeBatch: Sendable {
  /// Rows of `Tables.requests`; texts are cleaned and masked.
  public var requests: RecordBatch
  /// Rows of `Tables.requestStates`; `revision` is 0 until the pipeline counts.
  public var states: RecordBatch
  /// 63-bit hashes of platform and source record id.
  public var keys: [Int64]
  /// Hashes of what `requests` holds, before masking and without file, run and person.
  public var contentHashes: [Int64]
  /// Hashes of what `states` holds, without file and run.
  public var stateHashes: [Int64]
  /// Rows of the vault's identities: only those that name anybody.
  public var identities: RecordBatch
  /// The row of `requests` that each row of `identities` belongs to.
  public var identityRows: [Int32] = []
  /// What masking took out: request_id, column, byte offset in the cleaned text, the bytes.
  public var spans: RecordBatch
  /// The row of `requests` that each row of `spans` belongs to.
  public var spanRows: [Int32] = []
  /// The rows that were not accepted, in file order.
  public var rejects: [Reject]
  /// How many records were read, rejected ones included.
  public var rowsRead = 0
  /// The figures of 合计 rows, in file order.
  public var totalsSeen: [Int] = []
  /// Titles, headers, page heads, totals and footers: rows that are not records.
  public var structuralRows = 0
  /// What was accepted with damage, by kind, in the order of kinds.
  public var warnings: [Warning] = []
  /// The headers that were found in the block.
  public var headers: [IntakeSession.Header] = []
  /// Remarks on the file as a whole, such as columns that the mapping does not know.
  public var notes: [String] = []

  /// A kind of damage that did not cost the row, and how often it was seen.
  public struct Warning: Equatable, Sendable {
    /// The kind, such as `damaged-phone` or `unknown-division`.
    public var kind: String
    /// How many values had it.
    public var count: Int
    /// Whether they were put right for certain.
    public var isRepair = false
  }

  /// The columns of `identities`.
  public static let identitiesSchema = Schema([
    Field("request_id", .int64, "诉求件编号 request id"),
    Field("person_id", .int64, "诉求人标识 token of the person"),
    Field("name", .string, "姓名 name"),
    Field("phone", .string, "联系电话 phone"),
    Field("id_number", .string, "证件号码 ID number"),
    Field("address", .string, "住址 address"),
  ])

  /// The columns of `spans`.
  public static let spansSchema = Schema([
    Field("request_id", .int64, "诉求件编号 request id"),
    Field("column", .string, "所在列 name of the masked column"),
    Field("offset", .int32, "字节位置 byte offset in the cleaned text"),
    Field("bytes", .string, "原文 the text that was taken out"),
  ])

  /// Makes an empty batch.
  public init() {
    requests = RecordBatch(schema: Tables.requests.schema)
    states = RecordBatch(schema: Tables.requestStates.schema)
    keys = []
    contentHashes = []
    stateHashes = []
    identities = RecordBatch(schema: Self.identitiesSchema)
    spans = RecordBatch(schema: Self.spansSchema)
    rejects = []
  }
}

extension IntakeBatch {
  /// The batch of some of its rows, given in ascending order; it accounts for no others.
  public func gathering(_ rows: [Int]) -> IntakeBatch {
    var places: [Int32: Int32] = [:]
    for (place, row) in rows.enumerated() { places[Int32(row)] = Int32(place) }
    var output = IntakeBatch()
    output.requests = requests.gathering(rows)
    output.states = states.gathering(rows)
    output.keys = rows.map { keys[$0] }
    output.contentHashes = rows.map { contentHashes[$0] }
    output.stateHashes = rows.map { stateHashes[$0] }
    let named = identityRows.indices.filter { places[identityRows[$0]] != nil }
    output.identities = identities.gathering(named)
    output.identityRows = named.compactMap { places[identityRows[$0]] }
    let masked = spanRows.indices.filter { places[spanRows[$0]] != nil }
    output.spans = spans.gathering(masked)
    output.spanRows = masked.compactMap { places[spanRows[$0]] }
    output.rowsRead = rows.count
    return output
  }
}
