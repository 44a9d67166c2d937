public import Columns

/// What intake must be told about one file and one run: ids, times and how tokens are made.
///
/// Intake itself has no clock, no path and no key; all of them come in here.
public struct IntakeContext: Sendable {
  /// The file's id: the first 63 bits of its SHA-256.
  public var fileID: Int64
  /// The file's name as messages print it; never opened.
  public var fileName: String
  /// The names of the file's sheets, for messages; may be empty.
  public var sheets: [String]
  /// The run.
  public var runID: String
  /// The business date of the run, as a timestamp.
  public var seenAt: Int64
  /// The latest time at which a record may have been received; later ones are rejected.
  public var receivedNotAfter: Int64
  /// Gives the tokens of a batch of persons: by ID number, else by phone, else none.
  public var personTokens:
    @Sendable (_ idNumbers: StringColumn, _ phones: StringColumn) -> ValueColumn<Int64>
  /// Gives the id of a request from its day, its platform and the platform's record id.
  public var requestID: @Sendable (_ day: Int32, _ platform: String, _ recordID: String) -> Int64

  /// Makes a context.
  public init(
    fileID: Int64, fileName: String, sheets: [String] = [], runID: String, seenAt: Int64,
    receivedNotAfter: Int64,
    personTokens: @escaping @Sendable (StringColumn, StringColumn) -> ValueColumn<Int64>,
    requestID: @escaping @Sendable (Int32, String, String) -> Int64
  ) {
    self.fileID = fileID
    self.fileName = fileName
    self.sheets = sheets
    self.runID = runID
    self.seenAt = seenAt
    self.receivedNotAfter = receivedNotAfter
    self.personTokens = personTokens
    self.requestID = requestID
  }
}
