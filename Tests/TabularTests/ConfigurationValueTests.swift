import Bytes
import Tabular
import Testing

@Suite struct ConfigurationValueTests {
  private func parse(_ text: String) throws -> ConfigurationValue {
    try ConfigurationValue.parse(text, path: "a.json5")
  }

  private func fault(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch { return "\(error)" }
  }

  @Test func `values know where they stand`() throws {
    let file = try parse(
      """
      // what the platform sends
      {
        name: '热线',  /* quotes of either kind */
        字段: ["a", 2, {deep: true,},],
        "hex": 0xff, plus: +1.5, dot: .5, end: 5., big: 1e3, minus: -0x10, none: null,
      }
      """)
    #expect(try file.required("name").string == "热线")
    #expect(try file.required("name").line == 3)
    #expect(try file.required("name").column == 9)
    let elements = try file.required("字段").array
    #expect(try elements[1].integer == 2)
    #expect(elements[2].keyPath == "字段[3]")
    #expect(try elements[2].required("deep").bool)
    #expect(try file.required("hex").integer == 255)
    #expect(try file.required("plus").number == 1.5)
    #expect(try file.required("dot").number == 0.5)
    #expect(try file.required("end").integer == 5)
    #expect(try file.required("big").integer == 1000)
    #expect(try file.required("minus").integer == -16)
    #expect(try file.optional("none") == nil)
    #expect(try file.optional("other") == nil)
    #expect(try file.members.map(\.key).prefix(3) == ["name", "字段", "hex"])
  }

  @Test(arguments: [
    ("\"a\\n\\t\\\"\\\\\\/\\u4e2d\\ud83d\\ude00\\x41\"", "a\n\t\"\\/中😀A"),
    ("'it\"s'", "it\"s"),
    ("'a\\\nb'", "ab"),
    ("'a\\\r\nb'", "ab"),
    ("\u{feff}'x'", "x"),
    ("''", ""),
  ])
  func `texts are unescaped`(source: String, expected: String) throws {
    #expect(try parse(source).string == expected)
  }

  @Test(arguments: [
    ("", "a.json5:1: configuration: the file ends where a value should stand (column 1)"),
    ("{a: 1", "a.json5:1: configuration: \",\" or \"}\" is missing after \"a\" (column 6)"),
    ("{a: 1,", "a.json5:1: configuration: an object is never closed (column 7)"),
    ("{\n  a 1}", "a.json5:2: configuration: \":\" is missing after \"a\" (column 5)"),
    ("{a: 1, a: 2}", "a.json5:1, a: configuration: the key \"a\" comes twice, first on line 1"),
    (
      "{x: {a: 1,\n'a': 2}}",
      "a.json5:2, x.a: configuration: the key \"a\" comes twice, first on line 1"
    ),
    ("[1 2]", "a.json5:1: configuration: \",\" or \"]\" is missing in an array (column 4)"),
    ("[,]", "a.json5:1: configuration: \",\" stands where a value should (column 2)"),
    ("热线", "a.json5:1: configuration: 热线 is no value: texts need quotes (column 1)"),
    ("'a\nb'", "a.json5:1: configuration: a text is never closed with ' (column 1)"),
    ("'\\ud800'", "a.json5:1: configuration: a text holds half a surrogate pair (column 9)"),
    ("0123", "a.json5:1: configuration: 0123 is not a number (column 1)"),
    ("1-2", "a.json5:1: configuration: 1-2 is not a number (column 1)"),
    (".", "a.json5:1: configuration: . is not a number (column 1)"),
    ("0x-1", "a.json5:1: configuration: 0x-1 is not a number (column 1)"),
    ("1e999", "a.json5:1: configuration: 1e999 is not a number (column 1)"),
    ("/* a", "a.json5:1: configuration: a comment is never closed with */ (column 1)"),
    ("1 2", "a.json5:1: configuration: text after the end of the value: \"2\" (column 3)"),
  ])
  func `faults name the line and what to mend`(source: String, expected: String) {
    #expect(fault { _ = try parse(source) } == expected)
  }

  @Test func `deep nesting is refused instead of crashing`() {
    let text = String(repeating: "[", count: 100_000)
    #expect(fault { _ = try parse(text) }.contains("nest deeper"))
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    #expect(
      fault { _ = try ConfigurationValue.parse([0x22, 0xc4, 0xe3, 0x22], path: "b.json5") }
        == "b.json5:1: configuration: the file is not UTF-8: save it as UTF-8 (column 1)")
  }

  @Test func `accessors name file, line, key and what is allowed`() throws {
    let file = try parse("{\n dispatch: 'own ', limit: 3, day: '2026-02-30',\n list: ['a', 1] }")
    #expect(
      fault { _ = try file.required("dispatch").choice(of: ["own", "advise", "mirror"]) }
        == "a.json5:2, dispatch: configuration: \"own \" is none of own, advise, mirror"
        + " (did you mean own?)")
    #expect(
      fault { _ = try file.required("limit").integer(in: 5...9) }
        == "a.json5:2, limit: configuration: 3 is outside 5 to 9")
    #expect(
      fault { _ = try file.required("limit").string }
        == "a.json5:2, limit: configuration: 3 is not a text")
    #expect(
      fault { _ = try file.required("day").day }
        == "a.json5:2, day: configuration: \"2026-02-30\" is not a date such as 2026-11-22")
    #expect(
      fault { _ = try file.required("list").strings }
        == "a.json5:3, list[2]: configuration: 1 is not a text")
    #expect(
      fault { _ = try file.required("sheet") }
        == "a.json5:1: configuration: \"sheet\" is missing")
    #expect(
      fault { try file.allow(keys: ["dispatches", "limit", "day", "list"]) }
        == "a.json5:2, dispatch: configuration: unknown key \"dispatch\""
        + " (did you mean dispatches?); known here: dispatches, limit, day, list")
  }

  @Test(arguments: [
    ("recieved_at", "received_at"), ("标题", "标题"), ("工单编码", "工单编号"), ("x", ""), ("", ""),
    ("zzzzzzzz", ""),
  ])
  func `the nearest name is offered only when it is near`(name: String, expected: String) {
    let names = ["received_at", "received_on", "标题", "工单编号"]
    #expect(NearestName.nearest(name, in: names) ?? "" == expected)
  }
}
