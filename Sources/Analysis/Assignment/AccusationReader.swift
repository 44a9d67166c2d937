internal import Complaints
internal import Language

/// Reads who is accused in a text.
struct AccusationReader: Sendable {
  /// What a pattern is.
  enum Word: Sendable {
    case name(Int)
    case staff(String?)
    case body(String, isPlace: Bool)
    case anybody
    case office
    case disservice
    case deed(isCrime: Bool)
    case verb
  }

  let names: UnitNames
  let register: UnitRegister
  private let patterns: PatternSet
  private let words: [Word]
  /// Lets most texts without an accusation go unread.
  let sieve: CueSieve
  let askingWords = AccusationWords.asking.map { Array($0.utf8) }
  let turningWords = AccusationWords.turningTo.map { Array($0.utf8) }
  let placingWords = AccusationWords.placing.map { Array($0.utf8) }
  let verbWords = AccusationWords.verbs.map { Array($0.utf8) }
  let endingWords = AccusationWords.endings.map { Array($0.utf8) }

  init(register: UnitRegister, lexicon: [LexiconRule]) {
    self.register = register
    names = UnitNames(register)
    var texts: [String] = []
    var words: [Word] = []
    func add(_ text: String, _ word: Word) {
      texts.append(text)
      words.append(word)
    }
    for index in names.entries.indices {
      add(String(decoding: names.entries[index].text, as: UTF8.self), .name(index))
    }
    for word in AccusationWords.staff {
      add(word, .staff(AccusationWords.staffFunctions.first { word.contains($0.word) }?.function))
    }
    for body in AccusationWords.bodies { add(body.word, .body(body.function, isPlace: false)) }
    for body in AccusationWords.placeBodies { add(body.word, .body(body.function, isPlace: true)) }
    for word in AccusationWords.anybody { add(word, .anybody) }
    for word in AccusationWords.ofOffice + AccusationWords.favours { add(word, .office) }
    for word in AccusationWords.disservice { add(word, .disservice) }
    for word in AccusationWords.deeds {
      add(word, .deed(isCrime: AccusationWords.crimes.contains(word)))
    }
    for word in AccusationWords.verbs + AccusationWords.connections { add(word, .verb) }
    for rule in lexicon where rule.also.isEmpty && rule.not.isEmpty {
      for word in rule.any {
        let normal = TextNormalizer(keepsOnlyLettersAndDigits: true).normalized(word)
        add(normal, rule.code == "accuse:office" ? .office : .disservice)
      }
    }
    patterns = PatternSet(texts)
    self.words = words
    sieve = CueSieve(zip(texts, words).map { ($0, Self.sieved($1)) })
  }

  private static func sieved(_ word: Word) -> CueSieve.Finding {
    switch word {
    case .name, .staff, .body, .anybody: .party
    case .office, .disservice, .deed(isCrime: true): .cue
    case .deed(isCrime: false), .verb: .weakCue
    }
  }

  /// Whether a text has to be read: a word that accuses must stand in it, and beside some such words
  /// a party; in a report a party is enough.
  func mayAccuse(_ title: Span<UInt8>, _ content: Span<UInt8>, isReport: Bool) -> Bool {
    var state = CueSieve.State()
    sieve.read(title, &state)
    sieve.read(content, &state)
    if state.found.contains(.cue) { return true }
    return state.found.contains(.party) && (isReport || state.found.contains(.weakCue))
  }

  /// What a match's pattern is.
  func word(of match: PatternMatch) -> Word { words[Int(match.patternID)] }

  /// What a text says about whom; nil where it accuses nobody.
  struct Finding {
    var parties: [AccusedParty] = []
    var namesOffence = false
  }

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - isReport: Whether its sender calls it a 举报.
  ///   - matches: A buffer.
  func read(_ text: ScreenedText, isReport: Bool, matches: inout [PatternMatch]) -> Finding {
    matches.removeAll(keepingCapacity: true)
    patterns.appendMatches(in: text.bytes.span, to: &matches)
    var finding = Finding()
    if matches.isEmpty { return finding }
    var cues: [(match: PatternMatch, word: Word)] = []
    for match in matches {
      switch words[Int(match.patternID)] {
      case .office:
        finding.namesOffence = true
        cues.append((match, .office))
      case .disservice: cues.append((match, .disservice))
      case .deed(let isCrime): cues.append((match, .deed(isCrime: isCrime)))
      case .verb: cues.append((match, .verb))
      default: break
      }
    }
    if cues.isEmpty && !isReport { return finding }
    let parties = parties(in: text, matches: matches)
    finding.parties = parties.filter {
      isAccused($0, by: cues, isReport: isReport, in: text)
    }
    if finding.parties.isEmpty { finding.parties = unnamed(cues, in: text) }
    return finding
  }
}
