/// What matching knows about one request.
///
/// Texts are hashes; 0 stands for none.
struct RequestFacts: Sendable {
  var id: Int64 = 0
  var receivedAt: Int64 = 0
  var day: Int32 = 0
  var person: Int64 = 0
  /// The matter of a known request; −1 for a new one.
  var matter: Int64 = -1
  var platform: UInt64 = 0
  var record: UInt64 = 0
  var sourceMatter: UInt64 = 0
  var district: UInt64 = 0
  var town: UInt64 = 0
  var leaf: UInt64 = 0
  var level2: UInt64 = 0
  var level1: UInt64 = 0
  /// The whole text, where it is long enough to say something.
  var text: UInt64 = 0
  /// The building (号楼, 栋, 幢), the village group and the house number; 0 for none.
  var building: Int32 = 0
  var group: Int32 = 0
  var houseNumber: Int32 = 0
  /// The side or gate of a place (南门, 东侧).
  var side: UInt64 = 0
  /// The road that the others only cross or bound: 甲路（乙路至丙路段）, 甲路靠乙路这头.
  var mainRoad: UInt64 = 0
  /// Whether the source or the classifier said what type of request it is.
  var hasType = false
  /// Asks about a rule: does not join across persons because of its words alone.
  var isQuestion = false
  /// Is about something of the person's own.
  var isPersonal = false
  /// Silent calls and nonsense join nothing.
  var isSilent = false
  /// May supply title and place of its matter.
  var isOpen = true
  /// Letters and digits in the text.
  var length: Int32 = 0
  /// Where its lists lie in its chunk.
  var spots: Range<Int32> = 0..<0
  var roads: Range<Int32> = 0..<0
  var grams: Range<Int32> = 0..<0
  var references: Range<Int32> = 0..<0
}
