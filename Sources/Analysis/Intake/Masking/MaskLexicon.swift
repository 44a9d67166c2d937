internal import Complaints

/// The words by which the masker knows names and numbers; made once for a city.
struct MaskLexicon: Sendable {
  /// What comes behind a cue word.
  enum Cue: UInt8, Sendable {
    /// A name, surely: 姓名, 我叫.
    case label
    /// A name, whatever it looks like: 我叫, 联系人.
    case naming
    /// A name, when a clause starts with the word: 叫.
    case called
    /// A name, perhaps: 业主, 邻居.
    case relation
    /// A surname alone: 我姓.
    case surname
    /// A plate: 车牌号.
    case plate
    /// A messenger account: 微信.
    case account
    /// The number of a document that has letters: 护照.
    case document
  }

  let roles: HanTable
  /// Cue words by their first character, longest first, tagged by what comes behind them.
  let cues: WordLists
  /// Forms of address by their first character, longest first.
  let titles: WordLists
  /// What names of other tongues start with: 扎西, 古丽.
  let transliterations: WordLists
  /// Two characters that start with a surname and are no name: `高度`, `方便`, `江苏`.
  let words: PairSet
  /// Surnames of two characters.
  let compounds: PairSet

  /// Makes the lexicon; names of places that start like a surname are kept from being names.
  init(gazetteer: Gazetteer?) {
    var roles = HanTable()
    roles.add(.surname, Self.surnames)
    roles.add(.rareSurname, Self.rareSurnames)
    roles.add(.plainSurname, Self.plainSurnames)
    roles.add(.address, "总姐哥工嫂叔婶伯姨局董")
    roles.add(.cue, "户室")
    roles.add(.province, "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使")
    roles.add(.digit, "〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖①②③④⑤⑥⑦⑧⑨⓪❶❷❸❹❺❻❼❽❾")
    roles.add(.function, Self.functionCharacters)
    roles.add(.notFirst, Self.notFirst)
    roles.add(.notSecond, Self.notSecond)
    roles.add(.givenName, Self.givenNames)
    roles.add(.maybeGivenName, Self.maybeGivenNames)
    roles.add(.site, "苑园村区城府湾庭寓里家场墅郡轩阁居庄院坊巷弄路街墩堡桥港圩道厦楼镇乡市县站")
    roles.add(.measure, "元万亿米平吨公人个块股分度字次名年月日天岁斤克升倍位件条只头亩")

    var cues: [(text: String, tag: UInt8)] = []
    for (list, cue) in [
      (Self.labels, Cue.label), (Self.relations, .relation), (Self.plateCues, .plate),
      (Self.surnameCues, .surname), (Self.namings, .naming), (["叫"], .called),
      (Self.accountCues, .account), (Self.documentCues, .document),
    ] {
      for word in list {
        roles.add(.cue, String(word.prefix(1)))
        cues.append((word, cue.rawValue))
      }
    }
    self.cues = WordLists(Self.longestFirst(cues))
    for word in Self.titleWords { roles.add(.title, String(word.prefix(1))) }
    transliterations = WordLists(Self.longestFirst(Self.transliterationWords.map { ($0, 0) }))
    titles = WordLists(Self.longestFirst(Self.titleWords.map { ($0, 0) }))
    for word in Masker.personalWords + Masker.decisiveWords {
      roles.add(.deed, String(String(decoding: word, as: UTF8.self).prefix(1)))
    }

    var words = Self.commonWords.map(Self.pair)
    let kinds: Set<String> = ["district", "town", "road", "river"]
    for place in gazetteer?.places ?? [] where kinds.contains(place.kind) {
      for name in [place.name] + place.aliases where name.unicodeScalars.count >= 2 {
        words.append(Self.pair(name[...]))
      }
    }
    self.words = PairSet(words)
    compounds = PairSet(Self.compoundSurnames.map(Self.pair))
    self.roles = roles
  }

  /// Longer words first; equal lengths keep their order.
  private static func longestFirst(
    _ words: [(text: String, tag: UInt8)]
  ) -> [(text: String, tag: UInt8)] {
    words.enumerated().sorted {
      let (left, right) = ($0.element.text.utf8.count, $1.element.text.utf8.count)
      return left == right ? $0.offset < $1.offset : left > right
    }.map(\.element)
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
