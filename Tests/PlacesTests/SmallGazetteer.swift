import Complaints

/// A city of a few places.
enum SmallGazetteer {
  static let gazetteer = Gazetteer([
    place("D1", "海陵区", "district", "321202", aliases: ["海陵"]),
    place("D2", "姜堰区", "district", "321204", aliases: ["姜堰"]),
    place("T1", "城东街道", "town", "321202", town: "321202001"),
    place("T2", "白米镇", "town", "321204", town: "321204105", aliases: ["白米"]),
    place("R1", "人民路", "road", "321202"),
    place("R2", "人民路", "road", "321204"),
    place("R3", "白米路", "road", "321202"),
    place("C1", "幸福小区", "compound", "321202", town: "321202001", aliases: ["幸福花园"]),
    place("C2", "幸福小区", "compound", "321204", town: "321204105"),
  ])

  static func place(
    _ id: String, _ name: String, _ kind: String, _ district: String, town: String? = nil,
    aliases: [String] = [], at coordinates: (Double, Double)? = nil
  ) -> Place {
    Place(
      placeID: id, name: name, kind: kind, districtCode: district, townCode: town,
      aliases: aliases, longitude: coordinates?.0, latitude: coordinates?.1)
  }
}
