internal import Columns
internal import Complaints
internal import Places

/// Classifies rows on one thread.
struct ClassifierWorker {
  let classifier: Classifier
  private let answers: ModelAnswers?
  private var lexicon: LexiconScratch
  private var places = PlaceScratch()
  private(set) var output: ClassificationRows
  var signals = SignalColumns()
  var signalScratch = SignalScratch()
  private var pool = ClassPool()
  private var spans = LinearModel.SpanScratch()
  private var evidence = ClassEvidence()

  init(_ classifier: Classifier, answers: ModelAnswers?, runID: String) {
    self.classifier = classifier
    self.answers = answers
    lexicon = LexiconScratch(classifier.lexicon)
    output = ClassificationRows(
      taxonomy: classifier.city.taxonomy, modelVersion: classifier.modelVersion, runID: runID)
  }

  /// Classifies a row and adds it to the output.
  mutating func classify(_ row: Int, of input: ClassifierInput) {
    let source = classifier.crosswalk.answer(
      scheme: input.scheme.slice(row), category: input.category.slice(row))
    let hint = source.flatMap { $0.decides || $0.isGroup ? nil : $0.leaf }
    let title = input.title.bytes.span.extracting(input.title.range(row))
    let content = input.content.bytes.span.extracting(input.content.range(row))
    classifier.lexicon.score(
      title: title, content: content, hint: hint, minute: input.minute(row), using: &lexicon)
    let model = answers?.best(row)
    let named = source.flatMap { !$0.decides && isSupported($0.leaf, row) ? $0 : nil }
    pool.pool(
      model: answers?.candidates(row), lexicon: lexicon.leaves,
      isAccepted: model.map(classifier.decider.accepts) ?? false,
      named: named.map { classifier.lexicon.groups[$0.leaf] },
      groupOfLeaf: classifier.lexicon.groups)
    var decision = classifier.decider.decide(source: source, pool: pool, model: model)
    if decision.leaf == nil, let named {
      decision =
        classifier.decider.decideByName(named, candidates: pool.candidates) ?? decision
    }
    let place = place(row, of: input, title: title, content: content)
    output.append(decision, requestID: input.requestID[row], receivedOn: input.receivedOn[row])
    appendSpan(of: decision.leaf)
    appendPlace(place, row, of: input)
    appendSignals(row, of: input, leaf: decision.leaf, title: title, content: content)
    findSpans(row, of: input)
    evidence.write(
      decision,
      ClassEvidence.Facts(
        source: source, model: model, spans: spans.spans, pool: pool,
        contentStart: input.contentStarts.isEmpty ? 0 : input.contentStarts[row]),
      title: title, lexicon: lexicon, classifier.lexicon, place: (classifier.places, place))
    output.append(evidence: evidence.bytes)
  }

  /// Finds the words for which the model chose its class.
  private mutating func findSpans(_ row: Int, of input: ClassifierInput) {
    spans.spans.removeAll(keepingCapacity: true)
    guard let model = classifier.model, let labels = answers?.bestLabels(row) else { return }
    model.findSpans(
      model.fieldCount > 1 ? [input.title, input.content] : [input.content], row,
      for: labels.first, against: labels.second, using: &spans)
  }

  /// Whether the text says anything of a leaf's first level: a rule's word, or the model's best
  /// leaf.
  ///
  /// A vague text stays open, whatever the platform's clerk chose for it.
  private func isSupported(_ leaf: Int, _ row: Int) -> Bool {
    let categories = classifier.city.taxonomy.categories
    let level1 = categories[leaf].level1
    if let best = answers?.best(row), categories[best.leaf].level1 == level1 { return true }
    return lexicon.rules.matches.contains { match in
      let leaf = classifier.lexicon.subjects[match.rule].firstLeaf
      return leaf.map { categories[$0].level1 == level1 } ?? false
    }
  }

  /// Finds the place of a row.
  mutating func place(
    _ row: Int, of input: ClassifierInput, title: Span<UInt8>, content: Span<UInt8>
  ) -> PlaceAnswer {
    let finder = classifier.places
    places.clear()
    places.append(
      input.place.bytes.span.extracting(input.place.range(row)), isAddress: true)
    places.append(title)
    places.append(content)
    return finder.find(source(row, of: input), using: &places)
  }

  /// Writes how the place found last was read.
  func appendReason(for place: PlaceAnswer, to bytes: inout [UInt8]) {
    classifier.places.appendEvidence(for: place, in: places, to: &bytes)
  }

  /// What the source says of the place; the cell of urban management says it where nothing else
  /// does.
  private func source(_ row: Int, of input: ClassifierInput) -> PlaceSource {
    let finder = classifier.places
    var source = PlaceSource(district: finder.division(input.district.slice(row)))
    source.town = finder.town(input.town.slice(row), district: source.district)
    let cell = finder.division(ofGrid: input.grid.slice(row))
    if cell >= 0 {
      let district = finder.district(of: cell)
      if source.district < 0 { source.district = district }
      if source.town < 0, cell != district, district == source.district { source.town = cell }
    }
    if let longitude = input.longitude[row], let latitude = input.latitude[row] {
      source.coordinates = (longitude, latitude)
    }
    return source
  }

  /// The span of the weightiest rule of the leaf that has a word in the content.
  private mutating func appendSpan(of leaf: Int?) {
    var best: (strength: Float, span: Range<Int>)?
    for match in lexicon.rules.matches {
      guard let leaf, classifier.lexicon.subjects[match.rule] == .leaf(leaf), let span = match.span
      else { continue }
      if let best, best.strength >= match.strength { continue }
      best = (match.strength, span)
    }
    output.append(span: best?.span)
  }

  private mutating func appendPlace(
    _ place: PlaceAnswer, _ row: Int, of input: ClassifierInput
  ) {
    let finder = classifier.places
    // A code that the gazetteer does not know stays as the source gave it.
    let isKept = !place.isMoved
    output.append(
      district: place.district >= 0
        ? finder.code(place.district) : isKept ? input.district.slice(row) : [],
      town: place.town >= 0 ? finder.code(place.town) : isKept ? input.town.slice(row) : [],
      placeID: place.place >= 0 ? finder.gazetteer.places[Int(place.place)].placeID : nil)
  }

  /// The rows so far.
  func batch() -> RecordBatch {
    var rows = output.batch()
    signals.complete(&rows)
    return rows
  }
}
