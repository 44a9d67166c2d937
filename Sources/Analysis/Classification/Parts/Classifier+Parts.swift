public import Columns
internal import Complaints
internal import Language

extension Classifier {
  /// How sure the class of a piece must be to stand for a matter of its own.
  static let partConfidence = 0.7
  /// How many bytes of text a matter of its own has at least: eight characters.
  static let leastPartBytes = 24

  /// The parts of requests that name several matters, and the wholes as the parts leave them.
  ///
  /// A request has parts where its own words set pieces apart (see `TextCutter`) and two of them
  /// are surely about different second levels. A piece that says nothing of its own goes to the
  /// one before it. A whole stays in scope for the sake of a part that is.
  ///
  /// - Parameters:
  ///   - requests: The rows that were classified.
  ///   - wholes: Their rows of `Tables.classifications`, part 0.
  ///   - runID: The run that decides.
  /// - Returns: Rows of `Tables.classifications` for parts 1, 2 …, in the order of the requests.
  public func parts(of requests: RecordBatch, wholes: inout RecordBatch, runID: String)
    -> RecordBatch
  {
    let pieces = pieces(of: requests)
    if pieces.isEmpty { return RecordBatch(schema: Tables.classifications.schema) }
    let rows = classify(
      texts(of: pieces, requests), contentStarts: pieces.map(\.span.lowerBound), runID: runID)
    var chosen: [PartChoice] = []
    var first = 0
    while first < pieces.count {
      var end = first
      while end < pieces.count, pieces[end].request == pieces[first].request { end += 1 }
      chosen += choose(first..<end, pieces, rows)
      first = end
    }
    var parts = rows.gathering(chosen.map(\.row))
    parts["part"] = .int32(ValueColumn(chosen.map(\.part)))
    parts["span_start"] = .int32(ValueColumn(chosen.map { Int32($0.span.lowerBound) }))
    parts["span_end"] = .int32(ValueColumn(chosen.map { Int32($0.span.upperBound) }))
    keepInScope(&wholes, parts, owners: chosen.map { pieces[$0.row].request })
    return parts
  }

  /// A piece of a request's content.
  private struct Piece {
    let request: Int
    let span: Range<Int>
  }

  /// A part: the piece whose class it has, and all that belongs to it.
  private struct PartChoice {
    var row: Int
    var part: Int32
    var span: Range<Int>
  }

  private func pieces(of requests: RecordBatch) -> [Piece] {
    let input = ClassifierInput(requests)
    var matches: [PatternMatch] = []
    var pieces: [Piece] = []
    for row in 0..<requests.rowCount {
      let source = crosswalk.answer(
        scheme: input.scheme.slice(row), category: input.category.slice(row))
      if source?.decides ?? false { continue }
      let content = input.content.bytes.span.extracting(input.content.range(row))
      for span in cutter.pieces(of: content, using: &matches) {
        pieces.append(Piece(request: row, span: span))
      }
    }
    return pieces
  }

  /// Requests that say no more than a piece; what a clerk chose for the whole is no part's.
  private func texts(of pieces: [Piece], _ requests: RecordBatch) -> RecordBatch {
    let contents = requests.strings("content")
    var texts = requests.selecting(Self.inputColumns).gathering(pieces.map(\.request))
    var content = StringColumn()
    for piece in pieces {
      let start = contents.range(piece.request).lowerBound
      content.append(
        utf8: contents.bytes[start + piece.span.lowerBound..<start + piece.span.upperBound].span)
    }
    texts["content"] = .string(content)
    for name in ["title", "source_category", "source_category_scheme"] {
      texts[name] = Column(nulls: pieces.count, of: .string)
    }
    return texts
  }

  /// The parts of one request; none where its pieces are about one thing.
  private func choose(_ range: Range<Int>, _ pieces: [Piece], _ rows: RecordBatch) -> [PartChoice] {
    let codes = rows.strings("code")
    let confidences = rows.doubles("confidence")
    var parts: [PartChoice] = []
    var groups: [Int32] = []
    for row in range {
      let span = pieces[row].span
      let leaf = codes[row].flatMap { city.taxonomy.index(of: $0) }
      guard let leaf, (confidences[row] ?? 0) >= Self.partConfidence,
        span.count >= Self.leastPartBytes, groups.last != lexicon.groups[leaf]
      else {
        if !parts.isEmpty {
          let last = parts[parts.count - 1]
          parts[parts.count - 1].span = last.span.lowerBound..<span.upperBound
        }
        continue
      }
      parts.append(
        PartChoice(
          row: row, part: Int32(parts.count + 1),
          span: (parts.isEmpty ? 0 : span.lowerBound)..<span.upperBound))
      groups.append(lexicon.groups[leaf])
    }
    return parts.count < 2 ? [] : parts
  }

  /// Lets a whole that is out of scope have the class of its first part that is not.
  private func keepInScope(_ wholes: inout RecordBatch, _ parts: RecordBatch, owners: [Int]) {
    let isIn = wholes.bools("in_scope")
    let partIsIn = parts.bools("in_scope")
    var rows = Array(0..<wholes.rowCount)
    var isChanged = false
    for (part, owner) in owners.enumerated()
    where isIn[owner] == false && partIsIn[part] == true && rows[owner] == owner {
      rows[owner] = wholes.rowCount + part
      isChanged = true
    }
    if !isChanged { return }
    let all = RecordBatch(concatenating: [wholes, parts])
    for name in [
      "scheme", "code", "level1", "level2", "level3", "in_scope", "redirect_to", "redirect_reason",
      "decided_by", "confidence", "evidence",
    ] {
      wholes[name] = all[name].gathering(rows)
    }
  }
}
