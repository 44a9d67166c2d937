internal import Columns
internal import Intake

/// Puts back what masking took out, for the facts that a release rule may grant.
struct Unmasking {
  private var pieces: [Int64: [(column: String, offset: Int, bytes: [UInt8])]] = [:]

  /// Takes spans as the vault holds them.
  init(_ spans: RecordBatch) {
    let ids = spans.int64s("request_id").values
    let columns = spans.strings("column")
    let offsets = spans.int32s("offset").values
    let bytes = spans.strings("bytes")
    for row in ids.indices {
      pieces[ids[row], default: []].append(
        (columns.text(row), Int(offsets[row]), Array(bytes.bytes[bytes.range(row)])))
    }
  }

  /// The cleaned text of a column; the masked one where nothing was taken out or nothing fits.
  func text(_ masked: String, column: String, of request: Int64) -> String {
    let spans = (pieces[request] ?? []).filter { $0.column == column }
      .sorted { $0.offset < $1.offset }.map { (offset: $0.offset, bytes: $0.bytes) }
    guard !spans.isEmpty, let whole = Mask.restore(Array(masked.utf8), spans: spans) else {
      return masked
    }
    return String(decoding: whole, as: UTF8.self)
  }

  /// Licence plates that were taken out of a request's texts, as the accused object's plate.
  func plates(of request: Int64) -> String? {
    let provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
    let texts = (pieces[request] ?? []).map { String(decoding: $0.bytes, as: UTF8.self) }
    let plates = texts.filter { text in
      guard let first = text.first else { return false }
      return provinces.contains(first) && (7...9).contains(text.count)
    }
    return plates.isEmpty ? nil : Array(Set(plates)).sorted().joined(separator: "、")
  }
}
