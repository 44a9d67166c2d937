/// Traditional forms of the characters that accusations and names of units are made of.
///
/// Not a conversion of all Chinese: only what the guard reads.
enum TraditionalCharacters {
  private static let pairs =
    "舉举報报訴诉檢检發发貪贪賄贿贓赃瀆渎職职濫滥權权謀谋執执員员務务態态惡恶區区鎮镇鄉乡縣县監监黨党幹干書书記记長长處处責责實实關关係系環环農农業业樓楼辦办會会醫医"
    + "學学衛卫財财稅税場场國国資资規规劃划設设鄰邻護护傘伞錢钱費费罰罚詐诈違违紀纪亂乱懶懒諉诿過过問问強强門门隊队廳厅為为偽伪聲声勢势與与個个們们對对極极衝冲毆殴罵骂"
    + "貴贵億亿動动勞劳東东灣湾濱滨漁渔橋桥園园衆众眾众應应緊紧據据佔占剋克領领補补貼贴糾纠葉叶"
  private static let table: [UInt16] = {
    var table = Array(repeating: UInt16(0), count: 0x5200)
    let scalars = pairs.unicodeScalars.map { UInt16($0.value) }
    for index in stride(from: 0, to: scalars.count - 1, by: 2) {
      table[Int(scalars[index]) - 0x4E00] = scalars[index + 1]
    }
    return table
  }()

  /// The simplified form of a character, itself where there is none.
  static func simplified(_ scalar: UInt32) -> UInt32 {
    guard scalar &- 0x4E00 < 0x5200 else { return scalar }
    let other = table[Int(scalar &- 0x4E00)]
    return other == 0 ? scalar : UInt32(other)
  }
}
