/// A rule for what a request is besides its class: what it asks for, what danger it speaks of, how
/// soon it must be looked at, and where it belongs if not here.
///
/// Read from `signals.csv`: `rule,code,any,also,not,hides,within,urgency,months,weight,label,redirect_to`.
///
/// A word of `any` counts unless it stands inside a phrase of `hides` (跳楼 in 跳楼价). It must have
/// a word of `also` beside it (when there are any) and none of `not`, within the same clause,
/// sentence or text. A word that starts with `^` counts only at the beginning of a clause, one that
/// ends with `$` only at its end. Dangers, urgencies and scopes do not count behind a denial, nor
/// in a clause that speaks of them as a topic.
public struct SignalRule: Equatable, Sendable {
  /// What a rule is about.
  public enum Subject: Equatable, Sendable {
    /// What is asked for: `type:<request type>`.
    case type(RequestType)
    /// A danger that a person must see at once: `risk:<name>`.
    case risk(String)
    /// How soon it must be looked at: `urgency:<urgency>`.
    case urgency(Urgency)
    /// A leaf out of scope, whose channel the request belongs to: `scope:<code>`.
    case scope(String)
    /// Words that deny what follows: `guard:negation`; the weight is how many characters far.
    case negation
    /// Words of a clause that speaks of a danger as a topic: `guard:topic`.
    case topic
    /// Words and numbers between two matters of one request: `part:connective`.
    case connective
  }

  /// How far around a word its companions count.
  public enum Reach: String, CodeWord {
    case clause, sentence, text
    /// The word as people read it.
    public var label: String {
      switch self {
      case .clause: "分句"
      case .sentence: "句"
      case .text: "全文"
      }
    }
  }

  /// The rule's id, printed as evidence.
  public let rule: String
  /// What it is about.
  public let subject: Subject
  /// Words of which one must occur.
  public let any: [String]
  /// Words of which one must stand near.
  public let also: [String]
  /// Words of which none may stand near.
  public let not: [String]
  /// Phrases that contain a word of `any` or `also` and mean something else.
  public let hides: [String]
  /// How near.
  public let within: Reach
  /// How soon a request of which a risk or scope rule holds must be looked at.
  public let urgency: Urgency
  /// The months in which the rule holds, 1 to 12; empty for all.
  public let months: Set<Int>
  /// How much the rule weighs; 1 is usual.
  public let weight: Double
  /// What it is about, as people read it; empty for none.
  public let label: String
  /// The channel a request belongs to, where it is not that of the leaf.
  public let redirectTo: String?

  /// Makes a rule.
  public init(
    rule: String, subject: Subject, any: [String], also: [String] = [], not: [String] = [],
    hides: [String] = [], within: Reach = .sentence, urgency: Urgency = .normal,
    months: Set<Int> = [], weight: Double = 1, label: String = "", redirectTo: String? = nil
  ) {
    self.rule = rule
    self.subject = subject
    self.any = any
    self.also = also
    self.not = not
    self.hides = hides
    self.within = within
    self.urgency = urgency
    self.months = months
    self.weight = weight
    self.label = label
    self.redirectTo = redirectTo
  }
}
