/// A record as its platform knows it on a day, before the platform's own words and forms.
struct Record {
  let plan: RequestPlan
  let facts: MatterFacts
  let id: String
  let earlierID: String?
  /// Microseconds since 1970.
  let receivedAt: Int64
  let title: String
  let content: String
  let name: String?
  let isMale: Bool
  let phone: String?
  let secondPhone: String?
  /// Where it is, as a form field.
  let address: String
  /// The units that have it, lead first, as a clerk writes them.
  let offices: [String]
  let accused: String?
  /// Whether it has gone to a unit.
  let isDispatched: Bool
  let isReturned: Bool
  let isClosed: Bool
  let dispatchedAt: Int64?
  let dueAt: Int64?
  let extendedTo: Int64?
  let reply: String?
  let repliedAt: Int64?
  let closedAt: Int64?
  let returnReason: String?
  let urgeCount: Int
  /// When the record last changed.
  let changedAt: Int64
  /// The names and phones in it.
  let usedNames: [Int]
  let usedPhones: [Int]

  /// The district the matter is in.
  var district: Int { facts.town.district }
}
