import Bytes
import Columns
import TestSupport
import Testing

@testable import Tabular

@Suite struct TabularSourceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ bytes: [UInt8], _ name: String = "file") throws -> String {
    let path = folder.file(name)
    try FileSystem.write(path, bytes.span)
    return path
  }

  private static func gb18030(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    GB18030.encode(Array(text.utf8).span, to: &bytes)
    return bytes
  }

  private static func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
    text.utf16.reduce(into: []) { bytes, unit in
      let (upper, lower) = (UInt8(unit >> 8), UInt8(unit & 0xff))
      bytes += isBigEndian ? [upper, lower] : [lower, upper]
    }
  }

  private static let sample =
    "工单编号,内容,时间\r\nTZ01,\"路灯不亮，\r\n已有三天😀\",2018/7/5 9:03\r\nTZ02,㐀〇噪声扰民,\r\n"

  static let encodings: [(name: String, bytes: [UInt8])] = [
    ("utf-8", Array(sample.utf8)),
    ("utf-8-bom", [0xef, 0xbb, 0xbf] + Array(sample.utf8)),
    ("gb18030", gb18030(sample)),
    ("gb18030", [0x84, 0x31, 0x95, 0x33] + gb18030(sample)),
    ("utf-16le", [0xff, 0xfe] + utf16(sample, isBigEndian: false)),
    ("utf-16be", [0xfe, 0xff] + utf16(sample, isBigEndian: true)),
    ("utf-16le", utf16(sample, isBigEndian: false)),
    ("utf-16be", utf16(sample, isBigEndian: true)),
  ]

  @Test(arguments: encodings.indices)
  func `every encoding gives the same rows and its own bytes back`(index: Int) throws {
    let (name, bytes) = Self.encodings[index]
    let path = try write(bytes)
    let source = try TabularSource.open(path: path)
    #expect(source.encoding == name)
    #expect(source.format == .delimited)
    #expect(source.delimiter == UInt8(ascii: ","))
    #expect(source.sheets == [""])
    var rows: [[String]] = []
    try source.readRows { block in
      for row in 0..<block.rowCount {
        rows.append(block.texts(row: row))
        let range = block.byteRanges[row]
        #expect(
          block.originalBytes(of: row) == Array(bytes[range.offset..<range.offset + range.length]))
      }
      #expect(block.lineNumbers == [1, 2, 4])
      #expect(block.problems == [.none, .none, .none])
    }
    #expect(
      rows == [
        ["工单编号", "内容", "时间"], ["TZ01", "路灯不亮，\r\n已有三天😀", "2018/7/5 9:03"],
        ["TZ02", "㐀〇噪声扰民", ""],
      ])
  }

  @Test func `gzip and zip files are unpacked on the way`() throws {
    let bytes = Self.gb18030(Self.sample)
    let packed = Deflate.compress(bytes.span, wrapper: .gzip)
    var zip = ZipWriter()
    zip.add("导出/2018-07.csv", bytes)
    zip.add("__MACOSX/._x", [1, 2, 3])
    let two = packed + Deflate.compress(Array("TZ03,a,b\n".utf8).span, wrapper: .gzip)
    let expected = try readAll(write(bytes)).rows
    #expect(try readAll(write(packed)).rows == expected)
    #expect(try readAll(write(zip.finish())).rows == expected)
    #expect(try readAll(write(two)).rows == expected + [.init(line: 5, cells: ["TZ03", "a", "b"])])
    #expect(try readAll(write(packed)).source.encoding == "gb18030")
  }

  /// The same two rows in every format.
  private static let everyFormat: [(name: String, bytes: [UInt8])] = {
    let csv = "编号,内容\r\n1,路灯不亮\r\n"
    let xml =
      "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"
      + "<Worksheet Name=\"a\"><Table><Row><Cell><Data>编号</Data></Cell><Cell><Data>内容</Data>"
      + "</Cell></Row><Row><Cell><Data Type=\"Number\">1</Data></Cell><Cell><Data>路灯不亮</Data>"
      + "</Cell></Row></Table></Worksheet></Workbook>"
    let page = "<table><tr><td>编号<td>内容</tr><tr><td>1<td>路灯不亮</table>"
    let lines = "{\"编号\":1,\"内容\":\"路灯不亮\"}\n"
    var texts: [(String, [UInt8])] = []
    for (name, text) in [
      ("delimited", csv), ("delimited", csv.replacing(",", with: "\t")),
      ("delimited", csv.replacing(",", with: ";")), ("xml-spreadsheet", xml), ("html-table", page),
      ("json-lines", lines), ("json-array", "[\(lines)]"),
    ] {
      texts += [
        (name, Array(text.utf8)), (name, [0xef, 0xbb, 0xbf] + Array(text.utf8)),
        (name, gb18030(text)), (name, [0xff, 0xfe] + utf16(text, isBigEndian: false)),
        (name, [0xfe, 0xff] + utf16(text, isBigEndian: true)),
        (name, utf16(text, isBigEndian: false)), (name, utf16(text, isBigEndian: true)),
      ]
    }
    var xlsx = XLSXWriter()
    xlsx.beginSheet(WorkbookSheet(name: "a", columns: [.init("编号"), .init("内容")]))
    xlsx.append(["1", "路灯不亮"])
    var xls = XLSBuilder()
    xls.sheets = [
      .init(
        name: "a",
        records: [
          XLSBuilder.label(0, 0, "编号"), XLSBuilder.label(0, 1, "内容"),
          XLSBuilder.number(1, 0, 1), XLSBuilder.label(1, 1, "路灯不亮"),
        ])
    ]
    return texts + [("xlsx", xlsx.finish()), ("xls", xls.build()), ("xls", xls.stream())]
  }()

  @Test(arguments: everyFormat.indices)
  func `every format is known by its content, packed or not, on disk or in memory`(index: Int)
    throws
  {
    let (name, bytes) = Self.everyFormat[index]
    var zip = ZipWriter()
    zip.add("导出/六月.dat", bytes)
    for content in [bytes, Deflate.compress(bytes.span, wrapper: .gzip), zip.finish()] {
      for source in [
        try TabularSource.open(path: write(content)),
        try TabularSource.open(bytes: content, path: "六月.dat"),
      ] {
        #expect(source.format.rawValue == name)
        #expect(try readAll(source).rows.map(\.cells) == [["编号", "内容"], ["1", "路灯不亮"]])
      }
    }
  }

  @Test func `text with few ASCII characters is known as UTF-16 without a mark`() throws {
    let text = String(repeating: "路灯不亮，已有三天，请尽快处理。", count: 30) + "\r\n第二行\r\n"
    for isBigEndian in [false, true] {
      let read = try readAll(write(Self.utf16(text, isBigEndian: isBigEndian)))
      #expect(read.source.encoding == (isBigEndian ? "utf-16be" : "utf-16le"))
      #expect(read.rows.map(\.line) == [1, 2])
    }
    // One stray zero makes no UTF-16 of anything else.
    let english = String(repeating: "the quick brown fox jumps over\n", count: 10) + "some\0thing\n"
    for bytes in [Array(english.utf8), Array((text + "\0").utf8), Self.gb18030(text + "\0\n")] {
      #expect(try readAll(write(bytes)).source.encoding.hasPrefix("utf-16") == false)
    }
  }

  @Test func `a bar inside a character divides nothing`() throws {
    // The second byte of 亅 is a bar.
    let usual = "路灯不亮已有三天请尽快处理"
    let text = "编号,内容\n" + (1...20).map { "\($0),\(usual)亅亅\($0)\n" }.joined()
    let read = try readAll(write(Self.gb18030(text)))
    #expect(read.source.delimiter == UInt8(ascii: ","))
    #expect(read.rows[2].cells == ["2", "\(usual)亅亅2"])
    let column = text.replacing(",", with: "，")
    #expect(try readAll(write(Self.gb18030(column))).rows[2].cells == ["2，\(usual)亅亅2"])
  }

  @Test(arguments: [
    ("a\tb\n1\t2,3\n4\t5,6\n", "\t"), ("a;b\n1,2;3\n", ";"), ("a|b|c\n1|2|3\n", "|"),
    ("标题\n甲,乙,丙\n1,2,3\n4,5,6\n", ","), ("only\none\n", ","), ("a,b\n", ","),
    ("\"x;y;z\",\"1\"\n\"x;y\",\"2\"\n", ","),
  ])
  func `the delimiter is the one by which rows agree`(text: String, delimiter: String) throws {
    let source = try TabularSource.open(path: write(Array(text.utf8)))
    #expect(source.delimiter.map { String(Unicode.Scalar($0)) } == delimiter)
  }

  @Test func `a file that is ASCII for long is told by what comes later`() throws {
    let start = Array((String(repeating: "1,abcdefgh\n", count: 200_000)).utf8)
    let read = try readAll(write(start + Self.gb18030("2,路灯不亮\n")))
    #expect(read.source.encoding == "gb18030")
    #expect(read.rows.last == ReadRow(line: 200_001, cells: ["2", "路灯不亮"]))
    #expect(try readAll(write(start + Array("2,路灯不亮\n".utf8))).source.encoding == "utf-8")
    #expect(try readAll(write(start)).source.encoding == "utf-8")
  }

  @Test func `bytes of no character cost their row only`() throws {
    let utf8 =
      Array("编号,内容内容内容内容内容内容内容内容内容内容内容内容内容内容内容内容内容内容\n1,".utf8)
      + [0xff, 0xc4] + Array("好\n2,好的好的好的好的好的好的好的好的\n".utf8)
    let read = try readAll(write(utf8))
    #expect(read.source.encoding == "utf-8")
    #expect(
      read.rows[1] == ReadRow(line: 2, cells: ["1", "\u{fffd}\u{fffd}好"], problem: .invalidBytes))
    #expect(read.rows[2].problem == .none)
    let gb =
      Self.gb18030("编号,内容内容内容内容内容内容内容内容内容内容内容内容内容内容内容内容内容内容\n1,")
      + [0xff] + Self.gb18030("好\n2,好的\n")
    let other = try readAll(write(gb))
    #expect(other.source.encoding == "gb18030")
    #expect(other.rows[1] == ReadRow(line: 2, cells: ["1", "\u{fffd}好"], problem: .invalidBytes))
    #expect(other.rows[2] == ReadRow(line: 3, cells: ["2", "好的"]))
  }

  static let refused: [(bytes: [UInt8], detail: String)] = [
    ([], "the file is empty"),
    ([10, 13, 32], "nothing but blanks"),
    ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0], "cut inside its header"),
    (Array("%PDF-1.7".utf8), "a PDF"),
    (Array("<html><body>请登录</body></html>".utf8), "a page without a table"),
    (Array("<?xml version=\"1.0\"?><rows><row/></rows>".utf8), "an XML file"),
    (Array("[[\"编号\"],[\"1\"]]".utf8), "JSON arrays without names"),
    (Array("[\"编号\"]\n[\"1\"]\n".utf8), "JSON arrays without names"),
    (gb18030("工单编号|内容|时间\n1|路灯不亮|昨天\n2|噪声扰民|今天\n"), "fields between |"),
    (Array("Rar!\u{1a}\u{7}".utf8), "a RAR archive: unpack"),
    ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive: unpack"),
    (Array("BZh9".utf8), "bzip2: unpack"), ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "xz: unpack"),
    ([0x28, 0xb5, 0x2f, 0xfd], "zstd: unpack"), (Array("MSCF".utf8), "a cabinet archive: unpack"),
    ([UInt8](repeating: 65, count: 257) + Array("ustar\u{0}00".utf8), "a tar archive: unpack"),
    ([0x89, 0x50, 0x4e, 0x47, 13, 10], "a picture"), ([0xff, 0xd8, 0xff, 0xe0], "a picture"),
    (Array("GIF89a".utf8), "a picture"), ([0x49, 0x49, 0x2a, 0, 8, 0], "a picture"),
    (Array("RIFF\u{1}\u{1}\u{1}\u{1}WEBPVP8 ".utf8), "a picture"),
    (
      Array("BM".utf8) + [0x36, 0, 0, 0, 0, 0, 0, 0, 0x36, 0, 0, 0, 0x28, 0, 0, 0, 1, 0, 0, 0],
      "a picture"
    ), ([0, 0, 0, 0x18] + Array("ftypheic".utf8), "a picture"),
    ([0, 0, 0, 0x18] + Array("ftypmp42".utf8), "a recording"),
    (Array("RIFF\u{1}\u{1}\u{1}\u{1}WAVEfmt ".utf8), "a recording"),
    (Array("ID3\u{3}".utf8), "a recording"), (Array("{\\rtf1\\ansi".utf8), "a rich text document"),
    (Array("MZ\u{1}\u{0}\u{3}".utf8), "a program"), (Array("PAR1".utf8), "a Parquet file"),
    (Array("SQLite format 3\u{0}".utf8), "an SQLite database"),
    ([0, 1, 0, 0] + Array("Standard Jet DB".utf8), "an Access database"),
    (
      [3, 118, 6, 30, 2, 0, 0, 0, 65, 0, 21, 0] + [UInt8](repeating: 0, count: 20)
        + Array("CODE".utf8) + [UInt8](repeating: 0, count: 28) + [13, 32, 65],
      "a dBase or FoxPro table"
    ),
    (
      Array("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n".utf8),
      "a web archive"
    ),
    (Array("{\n \"data\": [\n {}]}".utf8), "a JSON object over several lines"),
    ([0xff, 0xfe, 0, 0, 65, 0, 0, 0], "UTF-32"),
    // 「路燈不亮，已經三天了，請儘快處理」 and かな文字 in other encodings.
    (
      [
        0xb8, 0xf4, 0xbf, 0x4f, 0xa4, 0xa3, 0xab, 0x47, 0xa1, 0x41, 0xa4, 0x77, 0xb8, 0x67, 0xa4,
        0x54, 0xa4, 0xd1, 0xa4, 0x46, 0xa1, 0x41, 0xbd, 0xd0, 0xbe, 0xa8, 0xa7, 0xd6, 0xb3, 0x42,
        0xb2, 0x7a,
      ], "Big5"
    ),
    ([0x82, 0xa9, 0x82, 0xc8, 0x82, 0xcc, 0x82, 0xdd, 0x82, 0xcc, 0x95, 0xb6], "Shift_JIS"),
    ([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2], "gzip data"),
    ([0x50, 0x4b, 3, 4, 0, 0], "the zip file has no directory"),
  ]

  @Test(arguments: refused.indices)
  func `what is not read is refused by name`(index: Int) throws {
    let (bytes, detail) = Self.refused[index]
    let path = try write(bytes, "导出.csv")
    let error = #expect(throws: StorageError.self) { try TabularSource.open(path: path) }
    #expect(error?.location.path == path)
    #expect(error?.detail.contains(detail) == true, "\(error?.detail ?? "")")
    // Packed it is refused for the same reason, and never read as something else.
    if error?.code == .unsupported && !bytes.isEmpty {
      let packed = try write(Deflate.compress(bytes.span, wrapper: .gzip))
      let inner = #expect(throws: StorageError.self) { try TabularSource.open(path: packed) }
      #expect(inner?.detail == error?.detail)
    }
  }

  @Test func `archives that hold something else are refused by name`() throws {
    func refusal(_ names: [String]) throws -> String {
      var zip = ZipWriter()
      for name in names { zip.add(name, Array("x".utf8)) }
      let path = try write(zip.finish())
      return #expect(throws: StorageError.self) { try TabularSource.open(path: path) }?.detail ?? ""
    }
    #expect(try refusal(["a.csv", "b.csv"]).contains("holds 2 files"))
    #expect(try refusal(["word/document.xml"]).contains("a Word document"))
    #expect(try refusal(["xl/workbook.bin"]).contains("a binary workbook"))
    #expect(try refusal(["ppt/presentation.xml"]).contains("a presentation"))
    #expect(try refusal(["mimetype", "content.xml"]).contains("(.ods)"))
    #expect(try refusal(["OFD.xml", "Doc_0/Document.xml"]).contains("(.ofd)"))
    #expect(try refusal([]).contains("holds no file"))
  }

  @Test func `a bomb meets its limit`() throws {
    let zeros = [UInt8](repeating: 10, count: 128 << 20)
    let packed = Deflate.compress(zeros.span, level: 9, wrapper: .gzip)
    let path = try write(packed)
    // The head is within the limits; the whole unfolds a thousandfold.
    let error = #expect(throws: StorageError.self) { try readAll(path) }
    #expect(error?.code == .limitExceeded || error?.code == .unsupported)
  }

  @Test func `a line without end is refused, not held`() throws {
    var limits = TabularLimits()
    limits.rowBytes = 1 << 20
    let path = try write(Array("a,b\n1,2\n".utf8) + [UInt8](repeating: 65, count: 60 << 20))
    let error = #expect(throws: StorageError.self) { try readAll(path, limits: limits) }
    #expect(error?.code == .limitExceeded)
  }

  @Test func `blocks end at so many rows`() throws {
    let text = (0..<1000).map { "\($0),x\n" }.joined()
    let source = try TabularSource.open(path: write(Array(text.utf8)))
    var counts: [Int] = []
    try source.readRows(blockRows: 300) { counts.append($0.rowCount) }
    #expect(counts == [300, 300, 300, 100])
  }

  @Test func `what the body throws ends the reading`() throws {
    struct Stop: Error {}
    let source = try TabularSource.open(path: write(Array("a\nb\n".utf8)))
    #expect(throws: Stop.self) { try source.readRows(blockRows: 1) { _ in throw Stop() } }
  }
}
