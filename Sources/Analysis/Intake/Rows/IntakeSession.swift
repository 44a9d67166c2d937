public import Complaints
public import Tabular

/// The intake of one file: blocks of raw rows in, clean batches out.
public struct IntakeSession {
  /// Starts a file.
  public init(mapping: SourceMapping, city: CityConfiguration, context: IntakeContext) {
  }

  /// Takes the next block of the file.
  ///
  /// - Throws: `missingColumn` when no row within reach is a header with the columns needed,
  ///   naming file, sheet, line and the nearest header.
  public mutating func add(_ block: RawRows) throws(AnalysisError) -> IntakeBatch {
    IntakeBatch()
  }

  /// Ends the file and gives what was held back.
  ///
  /// - Throws: `missingColumn` when no header was found.
  public mutating func finish() throws(AnalysisError) -> IntakeBatch { IntakeBatch() }
}
