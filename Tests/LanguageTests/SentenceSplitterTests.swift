import Language
import Testing

@Suite struct SentenceSplitterTests {
  @Test(arguments: [
    ("", []), ("路灯坏了", ["路灯坏了"]), ("您好。路灯坏了！谁来修？", ["您好。", "路灯坏了！", "谁来修？"]),
    ("第一行\n\n  第二行 ", ["第一行", "第二行 "]), ("真的！！！好；", ["真的！！！", "好；"]), ("。。。", []),
  ])
  func `text is cut at end marks and line ends`(text: String, expected: [String]) {
    let bytes = Array(text.utf8)
    var ranges: [Range<Int>] = []
    SentenceSplitter.append(bytes.span, to: &ranges)
    #expect(ranges.map { String(decoding: bytes[$0], as: UTF8.self) } == expected)
  }
}
