/// Buffers that one thread reuses from text to text.
struct FeatureScratch {
  /// The characters of one field.
  var scalars: [UInt32] = []
  /// The n-grams of one text.
  var keys: [UInt64] = []
  /// The feature of each n-gram, −1 for none; more than there are keys.
  var numbers: [Int32] = []
  /// How many characters each field has.
  var lengths: [Int] = []
  /// The features of one text, in the order of their first occurrence.
  var features: [Int32] = []
  /// What each feature's occurrences in the text add up to, 255 at most; zero for all others.
  var counts: [UInt8] = []
}
