internal import Language

/// Whether something in a text stands where a place is named: 位于…, …12号楼, …附近.
///
/// Shortened and misspelt names are only looked for there.
enum PlaceSlot {
  /// Characters and words before a place.
  private static let leads = Set("在于住到去是".unicodeScalars.map(\.value))
  private static let weakLeads = Set("的从由往自系对向及和与".unicodeScalars.map(\.value))

  /// How much what stands before a position speaks for a place there: 0 for nothing, 2 for a lot.
  ///
  /// - Parameters:
  ///   - text: Normalised characters.
  ///   - start: The position.
  static func lead(_ text: [UInt32], _ start: Int) -> Int {
    guard start > 0 else { return 1 }
    let previous = text[start - 1]
    if leads.contains(previous) { return 2 }
    if !TextNormalizer.isLetterOrDigit(previous) { return 1 }
    if previous == 0x4E8E || previous == 0x8FD1 { return 1 }
    return weakLeads.contains(previous) ? 1 : 0
  }

  private static let trails: [[UInt32]] =
    [
      "附近", "门口", "对面", "旁边", "楼下", "里面", "周边", "周围", "业主", "居民", "住户", "小区", "地下", "东门", "西门",
      "南门", "北门", "东侧", "西侧", "南侧", "北侧", "东边", "西边", "南边", "北边", "大门", "路口", "交叉", "物业", "这边",
      "这里", "那边", "全体", "第", "与", "和", "到", "至", "靠", "沿线", "路段", "段", "边上", "一带", "隔壁", "后面", "前面",
      "车库", "停车场", "内", "的",
    ].map { $0.unicodeScalars.map(\.value) }
  private static let trailStarts = Set(trails.map { $0[0] })
  private static let numberTrails = Set("号栋幢座单弄组期楼#-室层区".unicodeScalars.map(\.value))

  /// How much what stands at a position speaks for a place before it: 0 for nothing, 2 for a lot.
  static func trail(_ text: [UInt32], _ end: Int) -> Int {
    guard end < text.count else { return 1 }
    let next = text[end]
    if next &- 0x30 < 10 {
      var index = end
      while index < text.count, text[index] &- 0x30 < 10, index - end < 5 { index += 1 }
      return index < text.count && numberTrails.contains(text[index]) ? 2 : 0
    }
    if !TextNormalizer.isLetterOrDigit(next) { return 1 }
    guard trailStarts.contains(next) else { return 0 }
    for trail in trails where trail[0] == next && end + trail.count <= text.count {
      if text[end..<end + trail.count] == trail[...] { return trail.count > 1 ? 2 : 1 }
    }
    return 0
  }
}
