import Bytes

/// A workbook packed from its parts, so that what the fuzzer changes is not lost on checksums.
enum WorkbookParts {
  private static let relations = Array(
    """
    <Relationships><Relationship Id="r1" Type="t/worksheet" Target="worksheets/sheet1.xml"/>\
    <Relationship Id="r2" Type="t/sharedStrings" Target="sharedStrings.xml"/>\
    <Relationship Id="r3" Type="t/styles" Target="styles.xml"/></Relationships>
    """.utf8)
  private static let workbook = Array(
    "<workbook><sheets><sheet name=\"a\" id=\"r1\"/></sheets></workbook>".utf8)

  /// Packs a sheet, shared strings, styles, the workbook and its relations, of which the last
  /// may be missing; a NUL byte stands between two.
  static func pack(_ bytes: [UInt8]) -> [UInt8] {
    let parts = bytes.split(separator: 0, maxSplits: 4, omittingEmptySubsequences: false)
      .map(Array.init)
    let names = [
      "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
      "xl/_rels/workbook.xml.rels",
    ]
    var zip = ZipWriter()
    for (index, name) in names.enumerated() {
      if index < parts.count {
        zip.add(name, parts[index], level: 0)
      } else if index == 3 {
        zip.add(name, workbook, level: 0)
      } else if index == 4 {
        zip.add(name, relations, level: 0)
      }
    }
    return zip.finish()
  }
}
