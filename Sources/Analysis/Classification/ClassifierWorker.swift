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
    classifier.lexicon.score(title: title, content: content, hint: hint, using: &lexicon)
    var decision = classifier.decider.decide(
      source: source,
      lexicon: lexicon.leaves.first.map { (Int($0.leaf), lexicon.confidence) },
      model: answers?.best(row))
    if decision.leaf == nil, let source, isSupported(source.leaf, row) {
      let candidates = lexicon.leaves.map { Int($0.leaf) } + (answers?.likeliest(row) ?? [])
      decision = classifier.decider.decideByName(source, candidates: candidates) ?? decision
    }
    let place = place(row, of: input, title: title, content: content)
    output.append(decision, requestID: input.requestID[row], receivedOn: input.receivedOn[row])
    appendSpan(of: decision.leaf)
    appendPlace(place, row, of: input)
    appendSignals(row, of: input, leaf: decision.leaf, title: title, content: content)
    evidence.write(
      decision, row, source: source, lexicon: lexicon, answers: answers, classifier.lexicon)
    output.append(evidence: evidence.bytes)
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
      categories[classifier.lexicon.subjects[match.rule]].level1 == level1
    }
  }

  private mutating func place(
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
      guard let leaf, classifier.lexicon.subjects[match.rule] == leaf, let span = match.span
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
