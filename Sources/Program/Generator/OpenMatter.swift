/// A matter that more requests may come about.
struct OpenMatter {
  let number: Int32
  let seed: UInt64
  let leaf: Int
  let fold: Fold
  let site: Site
  let day: Int32
  /// The text seed of its first request, which copies share.
  let textSeed: UInt64
  let person: Int32
  let platform: Platform
  let traits: RequestPlan.Traits
  let kind: RequestKind
  /// Where its first request stands; known when the day is over.
  var first: RecordReference?
  /// How many requests have come.
  var count: Int
  /// How many are still to come.
  var awaited: Int
}

/// A request that will come about an earlier matter.
struct FollowUp {
  let matter: Int32
  let kinship: Kinship
  let platform: Platform
  let channel: Channel
}
