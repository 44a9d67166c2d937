/// A sentence pattern.
struct Phrase: Sendable {
  let pieces: [PhrasePiece]
  /// Whether it says where, as `{place}`.
  let namesPlace: Bool
  /// Whether it names a building beside the place.
  let namesBuilding: Bool
  /// Which kinds of things it names by themselves.
  let namedKinds: [SiteKind]

  /// Whether it says that somebody complains.
  let accuses: Bool
  /// Whether it wants something done.
  let isStern: Bool

  init(_ pattern: String) {
    pieces = PhrasePiece.parse(pattern)
    let slots = PhrasePiece.slots(of: pieces)
    namesPlace = slots.contains(.place)
    namesBuilding = slots.contains(.building)
    accuses = ["投诉", "举报", "求助", "业主", "住户"].contains { pattern.contains($0) }
    isStern = [
      "罚", "责任", "整改", "恢复", "协调", "履行", "监管", "修", "拆", "弄", "查", "现场", "反复", "做主", "过来", "来一趟",
      "没人理", "转来转去",
      "上门", "解决", "处理",
    ].contains { pattern.contains($0) }
    namedKinds = SiteKind.allCases.filter { kind in kind.slot.map(slots.contains) ?? false }
  }
}
