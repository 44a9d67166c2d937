/// A reader that takes any bytes, and what must hold of what it makes of them.
///
/// Besides what is checked here: it ends, within the fuzzer's time and memory, and never traps.
enum FuzzTarget: String, CaseIterable {
  /// A text file in any encoding, most of all delimited text.
  case delimited
  /// A page with a table.
  case html
  /// Lines or an array of JSON objects.
  case json
  /// A workbook's zip file as it is.
  case xlsx
  /// The parts of a workbook, each up to a NUL byte, which are packed here.
  case workbook
  /// A binary workbook: OLE2 with BIFF records in it.
  case xls
  /// Gzip data; and any bytes, through our own deflate.
  case gzip
  /// Snappy data; and any bytes, through our own Snappy.
  case snappy
  /// A Parquet file.
  case parquet
  /// A JSON5 configuration file.
  case configuration
  /// A source's mapping.
  case mapping

  /// What does not hold; nothing when all is well.
  func faults(_ bytes: [UInt8]) -> [String] {
    switch self {
    case .delimited: DelimitedCheck.faults(bytes)
    case .html, .xlsx, .xls: TabularCheck.faults(bytes)
    case .json: JSONCheck.faults(bytes)
    case .workbook: TabularCheck.faults(WorkbookParts.pack(bytes))
    case .gzip: GzipCheck.faults(bytes)
    case .snappy: SnappyCheck.faults(bytes)
    case .parquet: ParquetCheck.faults(bytes)
    case .configuration: ConfigurationCheck.faults(bytes)
    case .mapping: ConfigurationCheck.mappingFaults(bytes)
    }
  }
}
