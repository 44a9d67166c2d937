/// How much two requests look like one matter, and by what.
struct PairScore: Sendable {
  var total: Float = 0
  var jaccard: Float = 0
  var days: Int32 = 0
  var spot: UInt64 = 0
  var road: UInt64 = 0
  var roads = 0
  var sameText = false
  var samePerson = false
  var names = false
  /// Most of what both say is the same, and it is more than a few words.
  var isNearCopy = false
  var sameLeaf = false
  var sameLevel2 = false
}
