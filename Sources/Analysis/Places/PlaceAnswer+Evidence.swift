internal import Complaints

extension PlaceFinder {
  /// Why a place was found, in Chinese: 同音字“末来花园”即未来花园；区划据文中区县.
  ///
  /// - Parameters:
  ///   - answer: What was found.
  ///   - scratch: The texts in which it was found.
  ///   - bytes: Receives the words.
  public func appendEvidence(
    for answer: PlaceAnswer, in scratch: PlaceScratch, to bytes: inout [UInt8]
  ) {
    guard answer.place >= 0 else { return }
    let place = gazetteer.places[Int(answer.place)]
    bytes.append(contentsOf: answer.reading.name.utf8)
    if answer.field >= 0 {
      let start = Int(scratch.fields[Int(answer.field)] + answer.span.lowerBound)
      let end = Int(scratch.fields[Int(answer.field)] + answer.span.upperBound)
      bytes.append(contentsOf: "“".utf8)
      bytes.append(contentsOf: scratch.text[start..<end])
      bytes.append(contentsOf: "”".utf8)
    }
    bytes.append(contentsOf: "→".utf8)
    bytes.append(contentsOf: place.name.utf8)
    bytes.append(contentsOf: "；区划：".utf8)
    bytes.append(contentsOf: answer.basis.name.utf8)
  }

  /// How a place was read that is written otherwise than in the gazetteer, without words of the
  /// text: 地点 同音字→未来花园.
  ///
  /// - Parameters:
  ///   - answer: What was found.
  ///   - bytes: Receives the words; none for a name that stands in the text.
  public func appendReading(of answer: PlaceAnswer, to bytes: inout [UInt8]) {
    guard answer.place >= 0, answer.reading != .exact else { return }
    bytes.append(contentsOf: "地点 ".utf8)
    bytes.append(contentsOf: answer.reading.name.utf8)
    bytes.append(contentsOf: "→".utf8)
    bytes.append(contentsOf: gazetteer.places[Int(answer.place)].name.utf8)
  }
}
