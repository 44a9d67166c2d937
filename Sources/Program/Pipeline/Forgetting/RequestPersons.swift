internal import Columns

/// The persons of some requests, by request.
struct RequestPersons: Sendable {
  /// What the vault knows of one.
  struct Row: Sendable {
    let name, phone, idNumber, address: String?
  }

  private(set) var rows: [Int64: Row] = [:]

  init(_ batch: RecordBatch) {
    let columns = ["name", "phone", "id_number", "address"].map { batch.strings($0) }
    for (row, id) in batch.int64s("request_id").values.enumerated() {
      rows[id] = Row(
        name: columns[0][row], phone: columns[1][row], idNumber: columns[2][row],
        address: columns[3][row])
    }
  }
}
