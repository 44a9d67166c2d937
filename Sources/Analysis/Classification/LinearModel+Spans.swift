internal import Columns
internal import Language

extension LinearModel {
  /// Buffers that one thread reuses from text to text, and the spans of the last one.
  struct SpanScratch {
    var features = FeatureScratch()
    /// The spans that counted most, the weightiest first.
    var spans: [TextSpan] = []
    var scalars: [UInt32] = []
    var offsets: [Int32] = []
    /// What each character of all fields speaks for the label, field after field.
    var points: [Float] = []
    /// Where each character begins and ends in its text; an end of 0 for a mask.
    var places: [(start: Int32, end: Int32)] = []
    /// Where each field starts in `points`.
    var starts: [Int] = []
    var runs: [(characters: Range<Int>, points: Float)] = []
  }

  private static let spanNormalizer = TextNormalizer(keepsOnlyLettersAndDigits: true)

  /// Finds the words of a row that speak for a label rather than another.
  ///
  /// An n-gram speaks for the label by the difference of its two weights, times what it counts in
  /// the text at this place, and lays that evenly on its characters. Words are runs of characters that carry much
  /// of it. The words' shares are of all that speaks for the label.
  ///
  /// - Parameters:
  ///   - texts: The text columns, as in prediction.
  ///   - row: The row.
  ///   - label: The label, as a position in `labels`.
  ///   - other: The other label.
  ///   - scratch: Receives the spans.
  /// - Complexity: O(*n*) for *n* characters.
  func findSpans(
    _ texts: [StringColumn], _ row: Int, for label: Int, against other: Int,
    using scratch: inout SpanScratch
  ) {
    extractor.extract(texts, row, vocabulary, into: &scratch.features)
    scratch.places.removeAll(keepingCapacity: true)
    scratch.points.removeAll(keepingCapacity: true)
    scratch.starts.removeAll(keepingCapacity: true)
    var next = 0
    for column in texts {
      let first = scratch.places.count
      scratch.starts.append(first)
      appendPlaces(column, row, to: &scratch)
      addPoints(from: first, &next, for: label, against: other, &scratch)
    }
    extractor.clear(&scratch.features)
    scratch.chooseSpans(isTitled: texts.count > 1)
  }

  private func appendPlaces(_ column: StringColumn, _ row: Int, to scratch: inout SpanScratch) {
    let range = column.range(row)
    scratch.scalars.removeAll(keepingCapacity: true)
    scratch.offsets.removeAll(keepingCapacity: true)
    Self.spanNormalizer.append(
      column.bytes.span.extracting(range), to: &scratch.scalars, offsets: &scratch.offsets)
    for (scalar, offset) in zip(scratch.scalars, scratch.offsets) {
      let lead = column.bytes[range.lowerBound + Int(offset)]
      let length: Int32 = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      let isMask = scalar == TextNormalizer.maskSymbol
      scratch.places.append((offset, isMask ? 0 : offset + length))
      scratch.points.append(0)
    }
  }

  /// Lays what each n-gram of a field says on its characters.
  private func addPoints(
    from first: Int, _ next: inout Int, for label: Int, against other: Int,
    _ scratch: inout SpanScratch
  ) {
    let count = scratch.places.count - first
    for length in 1...settings.longestNGram where length <= count {
      for place in first...scratch.places.count - length {
        let feature = vocabulary.number(of: scratch.features.keys[next])
        next &+= 1
        if feature < 0 { continue }
        let counted = Int(scratch.features.counts[feature])
        let share = Float(extractor.step(at: place)) / Float(counted)
        let factor = Float(extractor.values[counted]) * share / Float(length)
        let point = factor * lead(of: label, over: other, feature)
        for character in place..<place &+ length { scratch.points[character] += point }
      }
    }
  }

  /// How much more an n-gram says for a label than for another.
  private func lead(of label: Int, over other: Int, _ feature: Int) -> Float {
    weights.steps(feature, label) * scales[label] - weights.steps(feature, other) * scales[other]
  }
}

extension LinearModel.SpanScratch {
  /// How many spans are kept.
  private static let spanLimit = 4
  /// How long a span may be, in characters.
  private static let lengthLimit = 10
  /// What part of the weightiest character's points a character of a span has.
  private static let leastPart: Float = 0.25

  /// Fills `spans` by `points`.
  fileprivate mutating func chooseSpans(isTitled: Bool) {
    spans.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    var total: Float = 0
    var peak: Float = 0
    for point in points where point > 0 {
      total += point
      peak = max(peak, point)
    }
    if total <= 0 { return }
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : points.count
      appendRuns(start..<end, from: peak * Self.leastPart, peak: peak)
    }
    runs.sort { ($1.points, $0.characters.lowerBound) < ($0.points, $1.characters.lowerBound) }
    for run in runs.prefix(Self.spanLimit) {
      let isContent = !isTitled || starts.count > 1 && run.characters.lowerBound >= starts[1]
      spans.append(
        TextSpan(
          field: isContent ? .content : .title,
          range: Int(
            places[run.characters.lowerBound].start)..<Int(
              places[run.characters.upperBound - 1].end),
          share: Double(run.points / total)))
    }
  }

  /// Appends the runs of characters that have so many points and stand next to each other; one that
  /// is too long is cut where it says least.
  private mutating func appendRuns(_ range: Range<Int>, from least: Float, peak: Float) {
    var start = range.lowerBound
    while start < range.upperBound {
      if points[start] < least || places[start].end == 0 {
        start += 1
        continue
      }
      var end = start + 1
      while end < range.upperBound, points[end] >= least, places[end].end > 0,
        places[end].start == places[end - 1].end
      {
        end += 1
      }
      if end - start > Self.lengthLimit, least < peak / 2 {
        appendRuns(start..<end, from: least * 1.5, peak: peak)
      } else {
        let kept = start..<min(end, start + Self.lengthLimit)
        runs.append((kept, points[kept].reduce(0, +)))
      }
      start = end
    }
  }
}
