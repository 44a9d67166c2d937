internal import Complaints

/// Districts and towns by code, name, alias and short name.
struct Divisions: Sendable {
  private var codes: [[UInt8]] = []
  private var districts = ByteMap()
  /// Town names that mean one town only.
  private var towns = ByteMap()
  /// Town names behind their district's code.
  private var townsOfDistrict = ByteMap()

  init(_ gazetteer: Gazetteer) {
    var districtPairs: [(key: String, value: Int)] = []
    var townPairs: [(key: String, value: Int)] = []
    var townOwners: [String: Set<Int>] = [:]
    for place in gazetteer.places where place.kind == "district" {
      let index = add(place.districtCode)
      for name in Self.names(place, suffixes: ["区", "市", "县"]) {
        districtPairs.append((name, index))
        districtPairs.append(("泰州市" + name, index))
      }
      districtPairs.append((place.districtCode, index))
    }
    for place in gazetteer.places where place.kind == "town" {
      guard let code = place.townCode else { continue }
      let index = add(code)
      let district = gazetteer.divisionName(place.districtCode)
      for name in Self.names(place, suffixes: ["街道办事处", "街道办", "街道", "镇", "乡"]) + [code] {
        townPairs.append((place.districtCode + name, index))
        townPairs.append((place.districtCode + district + name, index))
        townOwners[name, default: []].insert(index)
        townOwners[district + name, default: []].insert(index)
      }
    }
    districts = ByteMap(districtPairs)
    townsOfDistrict = ByteMap(townPairs)
    towns = ByteMap(
      townOwners.filter { $0.value.count == 1 }
        .map { (key: $0.key, value: $0.value.first ?? 0) }.sorted { $0.key < $1.key })
  }

  private mutating func add(_ code: String) -> Int {
    codes.append(Array(code.utf8))
    return codes.count - 1
  }

  /// All ways to write a place: its names, with and without what they end in.
  private static func names(_ place: Place, suffixes: [String]) -> [String] {
    var names: [String] = []
    for name in [place.name] + place.aliases {
      names.append(name)
      for suffix in suffixes where name.hasSuffix(suffix) {
        let short = String(name.dropLast(suffix.count))
        if short.count >= 2 { names.append(short) }
      }
    }
    return names
  }

  /// A district's code.
  func district(_ text: Span<UInt8>) -> [UInt8]? { districts[text].map { codes[$0] } }

  /// A town's code; `district` decides between towns of one name.
  func town(_ text: Span<UInt8>, in district: Span<UInt8>) -> [UInt8]? {
    if district.count > 0 {
      var key: [UInt8] = []
      district.withUnsafeBufferPointer { key.append(contentsOf: $0) }
      text.withUnsafeBufferPointer { key.append(contentsOf: $0) }
      if let index = townsOfDistrict[key.span] { return codes[index] }
    }
    return towns[text].map { codes[$0] }
  }
}
