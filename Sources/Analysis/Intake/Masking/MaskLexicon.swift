internal import Complaints

/// The words by which the masker knows names and numbers; made once for a city.
struct MaskLexicon: Sendable {
  /// What comes behind a cue word.
  enum Cue: Sendable {
    /// A name, surely: 姓名, 我叫.
    case label
    /// A name, perhaps: 业主, 邻居.
    case relation
    /// A plate: 车牌号.
    case plate
    /// A messenger account: 微信.
    case account
  }

  let roles: HanTable
  /// Cue words by their first character, longest first.
  let cues: [UInt32: [(word: [UInt8], cue: Cue)]]
  /// Forms of address by their first character, longest first.
  let titles: [UInt32: [[UInt8]]]
  /// Two characters that start with a surname and are no name: `高度`, `方便`, `江苏`.
  let words: Set<UInt64>
  /// Surnames of two characters.
  let compounds: Set<UInt64>

  /// Makes the lexicon; names of places that start like a surname are kept from being names.
  init(gazetteer: Gazetteer?) {
    var roles = HanTable()
    roles.add(.surname, Self.surnames)
    roles.add(.province, "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼")
    roles.add(.digit, "〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖①②③④⑤⑥⑦⑧⑨⓪❶❷❸❹❺❻❼❽❾")
    roles.add(.function, Self.functionCharacters)
    roles.add(.notFirst, Self.notFirst)
    roles.add(.notSecond, Self.notSecond)
    roles.add(.givenName, Self.givenNames)
    roles.add(.maybeGivenName, Self.maybeGivenNames)
    roles.add(.site, "苑园村区城府湾庭寓里家场墅郡轩阁居庄院坊巷弄路街墩堡桥港圩道厦楼镇乡市县站")
    roles.add(.measure, "元万亿米平吨公人个块股分度字次名年月日天岁斤克升倍位件条只头亩")

    var cues: [UInt32: [(word: [UInt8], cue: Cue)]] = [:]
    for (list, cue) in [
      (Self.labels, Cue.label), (Self.relations, .relation), (Self.plateCues, .plate),
      (Self.accountCues, .account),
    ] {
      for word in list {
        guard let first = word.unicodeScalars.first else { continue }
        roles.add(.cue, String(first))
        cues[first.value, default: []].append((Array(word.utf8), cue))
      }
    }
    self.cues = cues.mapValues { list in list.sorted { $0.word.count > $1.word.count } }

    var titles: [UInt32: [[UInt8]]] = [:]
    for word in Self.titleWords {
      guard let first = word.unicodeScalars.first else { continue }
      roles.add(.title, String(first))
      titles[first.value, default: []].append(Array(word.utf8))
    }
    self.titles = titles.mapValues { list in list.sorted { $0.count > $1.count } }

    var words = Set(Self.commonWords.map(Self.pair))
    let kinds: Set<String> = ["district", "town", "road", "river"]
    for place in gazetteer?.places ?? [] where kinds.contains(place.kind) {
      for name in [place.name] + place.aliases where name.unicodeScalars.count >= 2 {
        words.insert(Self.pair(name[...]))
      }
    }
    self.words = words
    compounds = Set(Self.compoundSurnames.map(Self.pair))
    self.roles = roles
  }

  /// The first two characters of a text as one number.
  static func pair(_ text: Substring) -> UInt64 {
    var scalars = text.unicodeScalars.makeIterator()
    let first = scalars.next()?.value ?? 0
    return UInt64(first) << 32 | UInt64(scalars.next()?.value ?? 0)
  }

  /// Two characters as one number.
  static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 32 | UInt64(second)
  }
}
