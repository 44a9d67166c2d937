/// What part of a text a pattern makes.
enum PhraseKind: String, CaseIterable {
  case body, detail, consult, title, opener, demand, closer, filler, urge, silent
  case accuseUnit = "accuse_unit"
  case doubtful, signature
  case mailOpen = "mail_open"
  case petitionOpen = "petition_open"
  case inspector, aside

  /// Its place in the list of kinds.
  var index: Int {
    switch self {
    case .body: 0
    case .detail: 1
    case .consult: 2
    case .title: 3
    case .opener: 4
    case .demand: 5
    case .closer: 6
    case .filler: 7
    case .urge: 8
    case .silent: 9
    case .accuseUnit: 10
    case .doubtful: 11
    case .signature: 12
    case .mailOpen: 13
    case .petitionOpen: 14
    case .inspector: 15
    case .aside: 16
    }
  }
}
