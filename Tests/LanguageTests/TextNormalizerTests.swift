import Language
import Testing

@Suite struct TextNormalizerTests {
  @Test(arguments: [
    ("", ""), ("ＫＴＶ１２号", "ktv12号"), ("  路灯 \n\t 不亮　", "路灯 不亮"),
    ("A\u{200B}B\u{FEFF}c", "abc"), ("①⒉Ⅲ", "12ⅲ"), ("È²", "è2"),
    ("请拨〔电话〕找〔姓名〕", "请拨\u{E000}找\u{E000}"), ("泰政办发〔2016〕154号", "泰政办发〔2016〕154号"),
    ("〔未闭合的括号很长很长很长很长很长很长", "〔未闭合的括号很长很长很长很长很长很长"), ("〔〕", "〔〕"),
    ("\u{E000}私用", "私用"), ("𠮷𠮷", "𠮷𠮷"),
  ])
  func `text folds to one width and case`(text: String, expected: String) {
    #expect(TextNormalizer().normalized(text) == expected)
  }

  @Test(arguments: [
    ("噪音，很大！！（深夜）", "噪音很大深夜"), ("A座 3-201", "a座3201"), ("😀好", "好"), ("々〇", "々〇"),
    ("找〔姓名〕。", "找\u{E000}"), ("〔〕", ""),
  ])
  func `letters and digits alone can be kept`(text: String, expected: String) {
    #expect(TextNormalizer(keepsOnlyLettersAndDigits: true).normalized(text) == expected)
  }

  @Test func `digits can fold to one`() {
    #expect(TextNormalizer(foldsDigits: true).normalized("3幢20１") == "0幢000")
  }

  @Test(
    arguments: [
      [0xE8], [0xE8, 0xB7], [0xFF, 0x61], [0xC0, 0x80], [0xED, 0xA0, 0x80],
      [0xF5, 0x80, 0x80, 0x80],
      [0xE3, 0x80], [0xE3, 0x80, 0x94], [0x80, 0x80],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are skipped`(bytes: [UInt8]) {
    var scalars: [UInt32] = []
    TextNormalizer(keepsOnlyLettersAndDigits: true).append((bytes + [0x61]).span, to: &scalars)
    #expect(scalars.allSatisfy { $0 == 0x61 })
    #expect(!scalars.isEmpty)
  }

  @Test func `offsets name the byte a scalar came from`() {
    var scalars: [UInt32] = []
    var offsets: [Int32] = []
    let text = "a，Ｂ〔电话〕路"
    TextNormalizer(keepsOnlyLettersAndDigits: true)
      .append(Array(text.utf8).span, to: &scalars, offsets: &offsets)
    #expect(scalars == [0x61, 0x62, 0xE000, 0x8DEF])
    #expect(offsets == [0, 4, 7, 19])
  }
}
