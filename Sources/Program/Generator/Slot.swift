/// A gap in a sentence pattern, filled from the record; its raw value stands between braces.
enum Slot: String, CaseIterable {
  case place, short, road, river, firm, school, shop, hospital, village, building, room
  case since, hour, days, times, money, count
  case name, phone, other, plate, oldno, accused, idcard

  // In place forms alone.
  case city, district, town, spot, number, block, unit, group, crossing, corner, side, landmark, far
  case age, few, home
  case districtShort = "district_short"
  case townShort = "town_short"

  // In replies alone.
  case office
}
