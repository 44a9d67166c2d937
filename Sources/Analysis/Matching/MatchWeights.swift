/// The weights of what two requests have in common.
///
/// Each is about log2 of how much more often pairs of one matter show it than pairs of two,
/// rounded, and was tried on generated requests.
enum MatchWeights {
  static let threshold: Float = 10.3
  static let names: Float = 20
  static let samePerson: Float = 6
  static let spot: Float = 7
  /// A firm alone, where one of the two says where it is at work.
  static let firmAnywhere: Float = -3
  static let road: Float = 3
  static let roadNumber: Float = 4
  static let crossing: Float = 3
  static let number: Float = 3
  static let side: Float = 1
  static let otherSide: Float = -2
  static let district: Float = 1
  static let town: Float = 1
  static let otherTown: Float = -2
  static let leaf: Float = 4
  static let level2: Float = 0
  static let level1: Float = 0
  static let otherClass: Float = -5
  static let farText: Float = 6
  /// At most what the shared rare words weigh, and what one bit of them does.
  static let words: Float = 5
  static let wordBit: Float = 0.08
  static let wordBitAlone: Float = 0.13
}
