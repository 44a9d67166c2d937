/// A piece of a sentence pattern.
enum PhrasePiece {
  /// Bytes of the book's text.
  case text(Range<Int>)
  /// A gap.
  case slot(Slot)
}

/// What part of a text a pattern makes.
enum PhraseKind: String, CaseIterable {
  case body, detail, consult, title, opener, demand, closer, filler, urge, silent
  case accuseUnit = "accuse_unit"
  case doubtful, signature
  case mailOpen = "mail_open"
  case petitionOpen = "petition_open"
  case inspector
  case reply

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
    case .reply: 16
    }
  }
}

/// A sentence pattern: its pieces, and what it needs to know.
struct Phrase {
  /// Where its pieces stand in the book.
  let pieces: Range<Int>
  /// Whether it gives a place away.
  let namesPlace: Bool
}
