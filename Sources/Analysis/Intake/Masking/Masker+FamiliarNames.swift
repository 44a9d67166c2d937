extension Masker {
  /// The surname in 老李 and 小王, in 王姐 and 李总.
  mutating func familiarName(_ text: Span<UInt8>, _ offset: Int, _ surname: UInt32) {
    let end = offset &+ 3
    guard end <= text.count else { return }
    let next = end < text.count ? UTF8Text.scalar(text, end).value : 0
    if offset >= 3, text[offset &- 1] == 0x81 || text[offset &- 1] == 0x8f {
      let before = UTF8Text.scalar(before: offset, in: text).value
      if before == 0x8001 || before == 0x5c0f {  // 老, 小
        guard lexicon.roles[surname].contains(.plainSurname), !continues(text, offset &- 3) else {
          return
        }
        if !UTF8Text.isHan(next) || Self.doings.contains(next) && !isName(text, end) {
          found(.name, offset, end)
        }
        return
      }
    }
    guard lexicon.roles[next].contains(.address),
      lexicon.roles[surname].contains(.plainSurname), startsPerson(text, offset)
    else { return }
    let after = end &+ 3 < text.count ? UTF8Text.scalar(text, end &+ 3).value : 0
    if let words = Self.addressWords[next], words.contains(after) { return }
    if isTrade(text, end &+ 3) { return }
    found(.name, offset, end)
  }

  /// Whether 老 or 小 at an offset ends another word: 敬老, 大小.
  private func continues(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    offset >= 3 && Self.beforeOld.contains(UTF8Text.scalar(before: offset, in: text).value)
  }

  /// Whether a shop's or a place's name goes on: 老李家村, 老王不锈钢.
  private func isName(_ text: Span<UInt8>, _ end: Int) -> Bool {
    let first = UTF8Text.scalar(text, end)
    let next = end &+ first.length
    guard next < text.count else { return false }
    return Self.names.contains(MaskLexicon.pair(first.value, UTF8Text.scalar(text, next).value))
  }

  private func startsPerson(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    guard offset >= 3 else { return true }
    let before = UTF8Text.scalar(before: offset, in: text).value
    return !UTF8Text.isHan(before) || Self.before.contains(before)
  }

  /// Whether a form of address belongs to the name of a shop: 郭师傅修理铺.
  func isShop(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    let titles = lexicon.titles
    guard offset < text.count else { return false }
    for word in titles.words(startingWith: UTF8Text.scalar(text, offset).value)
    where titles.has(word, at: offset, in: text) {
      let start = offset &+ titles.byteCount(word)
      return isTrade(text, start)
    }
    return false
  }

  /// Whether a shop's trade stands at an offset: 修理铺, 面馆.
  private func isTrade(_ text: Span<UInt8>, _ start: Int) -> Bool {
    for trade in Self.trades where UTF8Text.has(trade, at: start, in: text) {
      let end = start &+ trade.count
      return end < text.count && Self.shops.contains(UTF8Text.scalar(text, end).value)
    }
    return false
  }

  private static func scalars(_ text: String) -> Set<UInt32> {
    Set(text.unicodeScalars.map(\.value))
  }

  /// What follows on 老李 in a sentence: verbs, 家, 的, 也.
  private static let doings = scalars("把被的是说在家天养不接也又就还都和跟去来给让拿打骂要有没总经每今昨前那这一他她反答欠收借住做从向对用占只带找叫刚")
  private static let names = Set<UInt64>(
    "家村 家桥 家巷 家庄 家湾 家铺 家店 家饭 家面 家菜 家垛 家舍 家堡 家园 家小 家馄 不锈 家烧 家早 家牛 家羊 打金 打铁 的店 一锅 一碗 一品 家大 家宅 家沟 家河 家组 家圩 家墩 家港"
      .split(separator: " ").map(MaskLexicon.pair))
  private static let beforeOld = scalars("古大衰养敬元变弱幼从短最太矮细渺缩减尊爱助孤为年家胆狭")
  private static let addressWords: [UInt32: Set<UInt32>] = [
    0x603b: scalars("共计部公体数量额书站价理统务站"), 0x5de5: scalars("作程厂人业会地资具商程艺期伤段种贸学方队集团龄地现"),
    0x5c40: scalars("部面势长"), 0x8463: scalars("事"), 0x54e5: scalars("庄"),
  ]
  private static let before = scalars("的了是找叫和跟与被给由向让经里说问位请求对把业司厂店联系")
  private static let trades = [
    "修理", "修车", "修鞋", "早餐", "早点", "烧烤", "小吃", "面", "包子", "饺子", "理发", "快餐", "开锁", "裁缝", "水果", "杂货",
    "熟食",
    "卤菜", "麻辣烫", "炒货", "馄饨", "干洗", "私房菜", "大排档", "土菜", "鱼", "烤鸭", "牛肉", "羊肉",
  ].map { Array($0.utf8) }
  private static let shops = scalars("铺店馆摊坊档行部面")
}
