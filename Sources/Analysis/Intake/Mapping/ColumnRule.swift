internal import Complaints

/// How one target is made of a row's cells.
struct ColumnRule: Sendable {
  /// One cell: by one of several header names, or by position.
  struct Cell: Equatable, Sendable {
    /// Header names, the first that is there counts; in the form of `HeaderName.key`.
    var keys: [String]
    /// The names as the mapping writes them.
    var names: [String]
    /// The position from 0, instead of names.
    var position: Int?
    /// The width of a code whose leading zeros a spreadsheet may have dropped.
    var width: Int?
  }

  /// What is made.
  let target: Target
  /// The cells whose texts are joined; one as a rule.
  var cells: [Cell]
  /// Cells that are asked in turn while the value is empty.
  var fallbacks: [Cell] = []
  /// What stands between joined texts.
  var separator: [UInt8] = []
  /// Texts that mean no value.
  var nullWords = ByteMap()
  /// Source texts and the index of the word they stand for.
  var map = ByteMap()
  /// The words that `map`'s values point to.
  var words: [[UInt8]] = []
  /// The word for texts that the map does not know; nil rejects the row.
  var defaultWord: Int?
  /// The word for no value; nil leaves it empty.
  var emptyWord: Int?
  /// How times are written.
  var times = TimeReader(TimeForm.usual)
  /// Where a text is cut.
  var split: [UInt8] = []
  /// Which piece of a cut text is taken, from 0; nil for all.
  var part: Int?
  /// Texts that mean yes, and those that mean no.
  var yes = ByteMap()
  var no = ByteMap()
  /// Whether the text is HTML.
  var isHTML = false
  /// Whether the text ends with the writer's name and phone.
  var hasSignature = false
  /// Whether record ids of more than fifteen digits may end in zeros, and are not rounded then.
  var endsInZeros = false
  /// Whether a row without a value is rejected.
  var isRequired = false
  /// Whether the column itself must be in the file.
  var needsColumn = true

  init(_ target: Target, cells: [Cell]) {
    self.target = target
    self.cells = cells
  }

  /// How its text is cleaned.
  var style: TextCleaner.Style {
    switch target {
    case .content: isHTML ? [.lines, .prose, .html] : [.lines, .prose]
    case .title, .placeText, .dispositionReason, .sourceUnit, .sourceCategory, .categoryFinal:
      isHTML ? [.prose, .html] : .prose
    default: isHTML ? .html : []
    }
  }
}
