internal import Complaints

/// A request as a reviewer sees it: masked text, the answer and what it rests on.
struct ReviewRow {
  let key: PersonDecisions.Key
  let stamp: ReviewStamp
  let reason: ReviewReason
  /// What the reason rests on, in Chinese; empty for none.
  let detail: String
  let platform: String
  let receivedAt: Int64
  let title: String
  let content: String
  /// The platform's own class, in its words.
  let sourceLabel: String
  /// The leaf that stands; nil where none was decided.
  let answer: Category?
  let confidence: Double
  /// The leaves that come next, with their shares.
  let candidates: [(category: Category, share: Double)]
  let evidence: String
  /// District, town and the place in the source's words.
  let place: String
  let requestType: String
  /// How many requests it stands for.
  let likeCount: Int
}
