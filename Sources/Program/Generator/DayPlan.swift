/// What a day brings: new requests, and earlier ones whose state changes on it.
struct DayPlan {
  let day: Int32
  /// The day's requests, in the order in which they come.
  var requests: [RequestPlan]
  /// Earlier requests whose state changes, in the order in which they came.
  var changes: [RequestPlan]
}
