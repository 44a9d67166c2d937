/// Something that verification found wrong: what, where, and what to do about it.
///
/// Details carry counts, ids and paths only, never a value of a row.
public struct Finding {
  /// A kind of finding, with the advice that holds for every one of it.
  public struct Kind: Hashable, Sendable {
    /// The stable identifier, such as `lake.page.checksum`.
    public let code: String
    /// How much it matters.
    public let weight: Weight
    /// What a person does where it cannot be mended.
    public let advice: String

    /// Makes a kind.
    public init(_ code: String, _ weight: Weight, _ advice: String) {
      self.code = code
      self.weight = weight
      self.advice = advice
    }
  }

  /// How much a finding matters.
  public enum Weight: String, Sendable {
    /// What was stored is lost, changed or would be read wrongly.
    case damage
    /// Something that a stopped program left, or a person has to look at; what was stored is whole.
    case leftover
    /// Worth knowing; nothing has to be done.
    case note
  }

  /// What would mend a finding without losing anything.
  public struct Mending {
    /// What is done, as a sentence without its subject: `removes the file`.
    public let summary: String
    /// Does it.
    public let apply: () throws -> Void

    /// Makes a mending.
    public init(_ summary: String, apply: @escaping () throws -> Void) {
      self.summary = summary
      self.apply = apply
    }
  }

  /// What kind of finding it is.
  public let kind: Kind
  /// The file or folder.
  public var path: String?
  /// The table of the lake, catalog or ledger.
  public var table: String?
  /// The column.
  public var column: String?
  /// The first row concerned, from 0.
  public var row: Int?
  /// What was found, in a sentence.
  public let detail: String
  /// What to do in this case, where it is more than the kind's advice.
  public var advice: String?
  /// How it is mended; nil where that would lose or guess something.
  public var mending: Mending?

  /// Makes a finding.
  public init(
    _ kind: Kind, path: String? = nil, table: String? = nil, column: String? = nil,
    row: Int? = nil, _ detail: String, mending: Mending? = nil
  ) {
    self.kind = kind
    self.path = path
    self.table = table
    self.column = column
    self.row = row
    self.detail = detail
    self.mending = mending
  }
}
