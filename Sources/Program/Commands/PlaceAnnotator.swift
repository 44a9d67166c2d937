internal import Columns
internal import Complaints
internal import Places

/// Adds the place of each row: district, street, name, how it is written, where it stands, and why.
///
/// What rows name decides, for those after them, between places of one name that nothing else
/// tells apart; so rows are read one after the other.
final class PlaceAnnotator: RowAnnotator {
  let reads: [String]
  private let finder: PlaceFinder
  private var scratch: PlaceScratch
  private let texts: [String]
  /// Where the columns beside the texts stand in `reads`; nil for those that the caller has not.
  private let address, district, town, longitude, latitude: Int?
  private let gazetteer: Gazetteer

  /// What a source's columns are called; the texts are given in the order of trust.
  struct Names {
    var texts: [String]
    var address: String?
    var district: String?
    var town: String?
    /// Longitude and latitude; none or two.
    var coordinates: [String] = []
  }

  init(_ gazetteer: Gazetteer, _ names: Names) {
    self.gazetteer = gazetteer
    finder = PlaceFinder(gazetteer, leastConfidence: 0)
    scratch = PlaceScratch(rememberingFor: finder)
    texts = names.texts
    var reads = names.texts
    func add(_ name: String?) -> Int? {
      guard let name else { return nil }
      reads.append(name)
      return reads.count - 1
    }
    address = add(names.address)
    district = add(names.district)
    town = add(names.town)
    longitude = add(names.coordinates.first)
    latitude = add(names.coordinates.last)
    self.reads = reads
  }

  let adds = [
    AddedColumn(name: "place_district"), AddedColumn(name: "place_street"),
    AddedColumn(name: "place_id"), AddedColumn(name: "place"), AddedColumn(name: "place_pattern"),
    AddedColumn(name: "place_column"), AddedColumn(name: "place_start", isNumber: true),
    AddedColumn(name: "place_end", isNumber: true),
    AddedColumn(name: "place_confidence", isNumber: true), AddedColumn(name: "place_evidence"),
  ]

  func annotate(_ columns: [StringColumn]) -> [StringColumn] {
    var added = adds.map { _ in StringColumn() }
    var evidence: [UInt8] = []
    for row in 0..<(columns.first?.count ?? 0) {
      scratch.clear()
      if let address {
        let column = columns[address]
        scratch.append(column.bytes.span.extracting(column.range(row)), isAddress: true)
      }
      for index in texts.indices {
        let column = columns[index]
        scratch.append(column.bytes.span.extracting(column.range(row)))
      }
      let answer = finder.find(source(columns, row), using: &scratch)
      evidence.removeAll(keepingCapacity: true)
      finder.appendEvidence(for: answer, in: scratch, to: &evidence)
      append(answer, evidence, to: &added)
    }
    return added
  }

  private func source(_ columns: [StringColumn], _ row: Int) -> PlaceSource {
    var source = PlaceSource()
    if let district {
      source.district = finder.division(columns[district].bytes[columns[district].range(row)])
    }
    if let town {
      source.town = finder.town(
        columns[town].bytes[columns[town].range(row)], district: source.district)
    }
    if let longitude, let latitude, let x = Double(columns[longitude].text(row)),
      let y = Double(columns[latitude].text(row))
    {
      source.coordinates = (x, y)
    }
    return source
  }

  private func append(
    _ answer: PlaceAnswer, _ evidence: [UInt8], to added: inout [StringColumn]
  ) {
    let place = answer.place < 0 ? nil : gazetteer.places[Int(answer.place)]
    let isNamed = answer.field >= 0
    let values = [
      answer.district < 0 ? "" : finder.name(answer.district),
      answer.town < 0 ? "" : finder.name(answer.town), place?.placeID ?? "", place?.name ?? "",
      answer.pattern?.name ?? "", isNamed ? column(answer.field) : "",
      isNamed ? String(answer.span.lowerBound) : "", isNamed ? String(answer.span.upperBound) : "",
      place == nil ? "" : Self.decimal(answer.confidence),
    ]
    for (index, value) in values.enumerated() { added[index].append(value) }
    added[values.count].append(utf8: evidence.span)
  }

  /// The name of the column that a text came from.
  private func column(_ field: Int32) -> String {
    guard let address else { return texts[Int(field)] }
    return field == 0 ? reads[address] : texts[Int(field) - 1]
  }

  private static func decimal(_ share: Float) -> String {
    let units = Int((share * 100).rounded())
    return "\(units / 100).\(CivilTime.padded(units % 100, 2))"
  }
}
