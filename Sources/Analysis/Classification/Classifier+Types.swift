public import Columns
internal import Complaints
internal import Parallel

extension Classifier {
  /// How far the best type's rules must lead to go before the class's usual type.
  private static let typeLead: Float = 0.4

  /// Fills `request_type` and `urgency` where the source gave none.
  ///
  /// The type is what the rules for types say, else the usual one of the lexicon's leaf, else a
  /// complaint. The urgency is the leaf's, one step higher where a risk rule holds, and urgent
  /// where two do.
  public func fillTypes(_ requests: inout RecordBatch) {
    let types = requests.strings("request_type")
    let urgencies = requests.strings("urgency")
    if types.validity.nullCount == 0, urgencies.validity.nullCount == 0 { return }
    let input = ClassifierInput(requests)
    let ranges = Parallel.ranges(requests.rowCount, of: Self.chunkRows)
    let parts = Parallel.map(chunks: ranges.count) { index in
      var scratch = LexiconScratch(lexicon)
      var part = (types: StringColumn(), urgencies: StringColumn())
      for row in ranges[index] {
        let hasType = types.validity.isValid(row)
        let hasUrgency = urgencies.validity.isValid(row)
        var found: (type: RequestType, urgency: Urgency)?
        if !hasType || !hasUrgency { found = typeAndUrgency(input, row, &scratch) }
        if hasType {
          part.types.append(utf8: types.slice(row).span)
        } else {
          part.types.append(found?.type.rawValue)
        }
        if hasUrgency {
          part.urgencies.append(utf8: urgencies.slice(row).span)
        } else {
          part.urgencies.append(found?.urgency.rawValue)
        }
      }
      return part
    }
    var filledTypes = Column(empty: .string)
    var filledUrgencies = Column(empty: .string)
    for part in parts {
      filledTypes.append(contentsOf: .string(part.types))
      filledUrgencies.append(contentsOf: .string(part.urgencies))
    }
    requests["request_type"] = filledTypes
    requests["urgency"] = filledUrgencies
  }

  private func typeAndUrgency(
    _ input: ClassifierInput, _ row: Int, _ scratch: inout LexiconScratch
  ) -> (type: RequestType, urgency: Urgency) {
    let source = crosswalk.answer(
      scheme: input.scheme.slice(row), category: input.category.slice(row))
    lexicon.score(
      title: input.title.bytes.span.extracting(input.title.range(row)),
      content: input.content.bytes.span.extracting(input.content.range(row)),
      hint: source.flatMap { $0.decides || $0.isGroup ? nil : $0.leaf }, using: &scratch)
    let decided = source.flatMap { $0.decides ? $0.leaf : nil }
    let leaf = decided ?? scratch.leaves.first.map { Int($0.leaf) }
    let category = leaf.map { city.taxonomy.categories[$0] }
    var type = category?.defaultType ?? .complaint
    if let said = scratch.type, said.lead >= Self.typeLead { type = said.type }
    let isSure = decided != nil || scratch.confidence >= lexicon.settings.threshold
    return (type, urgency(isSure ? category?.urgency : nil, riskRules: scratch.riskRules))
  }

  private func urgency(_ urgency: Urgency?, riskRules: Int) -> Urgency {
    if riskRules >= 2 || urgency == .urgent { return .urgent }
    if riskRules == 1 { return urgency == .elevated ? .urgent : .elevated }
    return urgency ?? .normal
  }
}
