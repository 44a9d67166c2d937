internal import Columns
internal import Complaints

/// Reads a gazetteer with the columns place, district and street, for `match` and `classify`.
///
/// Those of a city's `places.csv` are read where it has them; without codes, a division's name is
/// its code.
enum MatchGazetteer {
  static func read(_ path: String) throws -> Gazetteer {
    let table = try TextTable(
      path: path, columns: ["place", "district", "street"],
      optional: [
        "kind", "district_code", "town_code", "aliases", "longitude", "latitude", "lon", "lat",
        "place_id",
      ])
    let column = { (index: Int, row: Int) in table.columns[index].text(row) }
    var places: [Place] = []
    var divisions: Set<String> = []
    for row in 0..<table.rowCount {
      let district = column(4, row).isEmpty ? column(1, row) : column(4, row)
      let town = column(5, row).isEmpty ? column(2, row) : column(5, row)
      let kind = column(3, row).isEmpty ? "place" : column(3, row)
      if kind == "place" {
        if !district.isEmpty, divisions.insert(district).inserted {
          places.append(place(column(1, row), "district", district, nil))
        }
        if !town.isEmpty, divisions.insert(district + "\t" + town).inserted {
          places.append(place(column(2, row), "town", district, town))
        }
      }
      if !column(0, row).isEmpty {
        let aliases = column(6, row).split(separator: "|").map(String.init)
        places.append(
          Place(
            placeID: column(11, row).isEmpty ? CivilTime.padded(row, 9) : column(11, row),
            name: column(0, row), kind: kind,
            districtCode: district, townCode: town.isEmpty ? nil : town, aliases: aliases,
            longitude: Double(column(7, row)) ?? Double(column(9, row)),
            latitude: Double(column(8, row)) ?? Double(column(10, row))))
      }
    }
    return Gazetteer(places)
  }

  private static func place(
    _ name: String, _ kind: String, _ district: String, _ town: String?
  ) -> Place {
    Place(
      placeID: "\(kind) \(district) \(name)", name: name, kind: kind, districtCode: district,
      townCode: town, aliases: [], longitude: nil, latitude: nil)
  }
}
