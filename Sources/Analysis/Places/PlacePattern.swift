/// How a place is written.
public enum PlacePattern: UInt8, Sendable, CaseIterable {
  /// Only a district or town.
  case division
  /// A name alone.
  case name
  /// A road and a house number.
  case roadNumber
  /// Two roads that meet.
  case crossing
  /// A compound and a building in it.
  case building
  /// A name and what is near it: a side, a gate, opposite.
  case landmark
  /// A village and its group.
  case villageGroup
  /// A bus stop.
  case busStop
  /// A river or another water.
  case river

  /// What people call it.
  public var name: String {
    switch self {
    case .division: "区划"
    case .name: "地名"
    case .roadNumber: "道路门牌"
    case .crossing: "道路交叉口"
    case .building: "小区楼栋"
    case .landmark: "地标方位"
    case .villageGroup: "村组"
    case .busStop: "公交站"
    case .river: "河流"
    }
  }
}
