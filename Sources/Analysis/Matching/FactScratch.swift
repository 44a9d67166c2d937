internal import Places

/// Buffers that serve all rows of a chunk.
struct FactScratch {
  var scalars: [UInt32] = []
  var keys: [UInt64] = []
  var grams: [UInt32] = []
  var places = PlaceScratch()
  var spots: [UInt64] = []
  var roads: [UInt64] = []
  var mainRoad: UInt64 = 0
}
