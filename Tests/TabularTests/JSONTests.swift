import Bytes
import Columns
import TestSupport
import Testing

@testable import Tabular

@Suite struct JSONReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ bytes: [UInt8]) throws -> [ReadRow] {
    let path = folder.file("file.json")
    try FileSystem.write(path, bytes.span)
    return try readAll(path).rows
  }

  @Test func `lines of objects become rows under the union of their keys`() throws {
    let rows = try read(
      Array(
        """
        {"编号":"TZ1","n": 12, "big": 123456789012345678901, "ok": true, "none": null}

        {"n":1.50,"编号":"a\\"\\u4e2d\\ud83d\\ude00\\n","附件" : [ 1 , {"x" : "a b" } , [] ]}
        不是对象
        {"编号":"TZ3","编号":"TZ4"}
        [1]
        {}
        """.utf8))
    #expect(
      rows == [
        ReadRow(line: 0, cells: ["编号", "n", "big", "ok", "none", "附件"]),
        ReadRow(line: 1, cells: ["TZ1", "12", "123456789012345678901", "true", "", ""]),
        ReadRow(
          line: 3, cells: ["a\"中😀\n", "1.50", "", "", "", "[1,{\"x\":\"a b\"},[]]"]),
        ReadRow(line: 4, cells: ["不是对象"], problem: .notAnObject),
        ReadRow(line: 5, cells: ["TZ4", "", "", "", "", ""]),
        ReadRow(line: 6, cells: ["[1]"], problem: .notAnObject),
        ReadRow(line: 7, cells: ["", "", "", "", "", ""]),
      ])
  }

  @Test(arguments: [true, false])
  func `an array of objects is read in both encodings`(isGB18030: Bool) throws {
    let usual = String(repeating: "路灯不亮已有三天请尽快处理", count: 4)
    let text = "[ {\"键\": \"乗乗亊俓俔\", \"k\": [\"]\", \"}\"]},\n {\"键\": \"\\\"],\(usual)\"} , 7 ]\n"
    var bytes = Array(text.utf8)
    if isGB18030 {
      bytes = []
      GB18030.encode(Array(text.utf8).span, to: &bytes)
    }
    #expect(
      try read(bytes) == [
        ReadRow(line: 0, cells: ["键", "k"]),
        ReadRow(line: 1, cells: ["乗乗亊俓俔", "[\"]\",\"}\"]"]),
        ReadRow(line: 2, cells: ["\"],\(usual)", ""]),
        ReadRow(line: 3, cells: ["7"], problem: .notAnObject),
      ])
  }

  @Test func `characters whose second byte is a backslash do not end an escape`() throws {
    // Every two-byte code with the trail 5C, and those with the trails of brackets and braces.
    var text: [UInt8] = []
    for lead in UInt8(0x81)...0xfe {
      for trail: UInt8 in [0x5b, 0x5c, 0x5d, 0x7b, 0x7d] { text += [lead, trail] }
    }
    for _ in 0..<500 { GB18030.encode(Array("路灯不亮已有三天".utf8).span, to: &text) }
    let (utf8, faults) = GB18030.decode(text)
    #expect(faults == 0)
    let rows = try read(Array("[{\"a\":\"".utf8) + text + Array("\",\"b\":\"1\"}]".utf8))
    #expect(rows.last?.cells == [String(decoding: utf8, as: UTF8.self), "1"])
  }

  @Test(arguments: [
    ("[{\"a\":1}", "is never closed"), ("[{\"a\":1}] x", "text after the end"),
    ("[{\"a\":\"1}]", "is never closed"),
  ])
  func `an array that is cut is refused`(text: String, detail: String) throws {
    let error = #expect(throws: StorageError.self) { try read(Array(text.utf8)) }
    #expect(error?.detail.contains(detail) == true)
  }

  @Test(arguments: [
    "{\"a\":}", "{\"a\" 1}", "{a:1}", "{\"a\":1,}", "{\"a\":01x}", "{\"a\":tru}", "{\"a\":\"\\q\"}",
    "{\"a\":\"\\u12\"}", "{\"a\":[1,]}", "{\"a\":{\"b\"}}", "{\"a\":-}", "{\"a\":1}}", "{\"a\":1",
    "{",
    "\"a\"", "{\"a\":\(String(repeating: "[", count: 300))\(String(repeating: "]", count: 300))}",
  ])
  func `what is no object is one cell with its problem`(line: String) throws {
    let rows = try read(Array("{\"a\":1}\n\(line)\n".utf8))
    #expect(rows.last == ReadRow(line: 2, cells: [line], problem: .notAnObject))
  }
}

@Suite struct JSONTextTests {
  @Test func `values are written the same way each time`() {
    let value: JSONValue = [
      "b": 1, "a": [1.5, true, .null, .number(.infinity), .number(3), -0.1], "空": [:], "列": [],
      "text": "a\"\\\n\r\t\u{1}\u{7f}\u{2028}</script>&中",
    ]
    #expect(
      JSONText.string(of: value)
        == "{\"b\":1,\"a\":[1.5,true,null,null,3,-0.1],\"空\":{},\"列\":[],"
        + "\"text\":\"a\\\"\\\\\\n\\r\\t\\u0001\\u007f\\u2028</script>&中\"}")
    #expect(
      JSONText.string(of: "</script>&", forHTML: true)
        == "\"\\u003c/script\\u003e\\u0026\"")
    #expect(
      JSONText.string(of: ["a": [1, 2], "b": [:]], indented: true)
        == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}")
    #expect(JSONText.lines(of: [1, "x"]) == Array("1\n\"x\"\n".utf8))
  }

  @Test func `what is written is read back`() throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<200 {
      let text = String(
        String.UnicodeScalarView(
          (0..<20).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0..<0x11000, using: &random))
          }))
      let written = JSONText.string(of: [text: .string(text)], forHTML: Bool.random(using: &random))
      let read = try ConfigurationValue.parse(written, path: "x")
      #expect(try read.required(text).string == text)
    }
  }
}
