import Columns
import Testing

@testable import Intake

@Suite struct CleaningTests {
  @Test(arguments: [
    ("", ""), ("   ", ""), ("\u{feff}路灯", "路灯"), ("  路 \t 灯\u{3000}", "路 灯"),
    ("路\u{200b}灯\u{200d}坏\u{202e}了", "路灯坏了"), ("路\u{a0}\u{a0}灯", "路 灯"),
    ("１３８ＡｂｃＤ", "138AbcD"), ("你好，世界！（真的）", "你好，世界！（真的）"), ("ａ＠ｂ．ｃｏｍ", "a@b.com"),
    ("一行\r\n\r\n 二行 \r三行\n", "一行\n二行\n三行"), ("一_x000D_\n二_x000d_", "一\n二"),
    ("a_x005F_b_x0041_c", "a_b_x0041_c"), ("甲&nbsp;乙&amp;丙&#20013;&#x56fd;", "甲 乙&丙中国"),
    ("甲&amp;nbsp;乙", "甲 乙"), ("A&B 公司 &c", "A&B 公司 &c"), ("3<5>2", "3<5>2"),
    ("响\u{0}\u{7}\u{1b}了", "响了"), ("🙏谢谢👍", "🙏谢谢👍"), ("&#0;&#xd800;x", "&#xd800;x"),
  ])
  func `texts are cleaned`(dirty: String, expected: String) {
    #expect(clean(dirty) == expected)
    #expect(clean(expected) == expected || expected.contains("&"), "cleaning twice changes nothing")
  }

  @Test func `codes are half-width and on one line`() {
    #expect(clean("（海陵区）：\n１", []) == "(海陵区): 1")
  }

  @Test(arguments: [
    ("<p>尊敬的市长：</p><p>路灯坏了<br/>请修</p>", "尊敬的市长：\n路灯坏了\n请修"),
    ("<div style=\"a>b\">甲</div>乙", "甲\n乙"), ("甲<script>var a='<p>';</script>乙", "甲乙"),
    ("甲<!-- <p>注</p> -->乙", "甲乙"), ("&lt;p&gt;甲&lt;/p&gt;&lt;p&gt;乙&lt;/p&gt;", "甲\n乙"),
    ("3<5 且 a<b", "3<5 且 a<b"), ("<td>甲</td><td>乙</td>", "甲 乙"), ("甲<style>p{}", "甲"),
    ("a<b", "a<b"), ("<P>甲</P>", "甲"), ("甲<br", "甲<br"), ("<", "<"),
  ])
  func `tags are stripped and lines kept`(html: String, expected: String) {
    #expect(clean(html, [.lines, .prose, .html]) == expected)
  }

  @Test(arguments: [
    ("2018-07-05 09:03:00", "2018-07-05 09:03:00"),
    ("2018-07-05 09:03:00.0", "2018-07-05 09:03:00"),
    ("2018-07-05T09:03:00+08:00", "2018-07-05 09:03:00"),
    ("2018-07-05T01:03:00Z", "2018-07-05 09:03:00"), ("2018-07-05", "2018-07-05 00:00:00"),
    ("2018/7/5 9:03", "2018-07-05 09:03:00"), ("2018/07/05", "2018-07-05 00:00:00"),
    ("2018.7.5 9:03", "2018-07-05 09:03:00"), ("2018年7月5日 9时30分", "2018-07-05 09:30:00"),
    ("2018年07月05日 09:03", "2018-07-05 09:03:00"), ("2018年7月5日下午3时5分10秒", "2018-07-05 15:05:10"),
    ("20180705", "2018-07-05 00:00:00"), ("201807050903", "2018-07-05 09:03:00"),
    ("20180705090300", "2018-07-05 09:03:00"), ("43286", "2018-07-05 00:00:00"),
    ("43286.377083333334", "2018-07-05 09:03:00"), ("43286.0", "2018-07-05 00:00:00"),
    ("2018-07-05 24:00", "2018-07-06 00:00:00"),
  ])
  func `times are read in every usual form`(text: String, expected: String) {
    let value = TimeReader(TimeForm.usual).read(Array(text.utf8).span)
    #expect(value.map { CivilTime.format($0) } == expected)
  }

  @Test(arguments: [
    "", "x", "2018-02-30", "2018-13-01", "2018-07-05 25:00", "2018-7", "2018", "99999", "0",
    "2018-07-05 09:03:00 x", "18-7-5", "2018年7月", "2018-07-05 09", "12345678901234567890",
    "07/05/2018 09:03:00 AM", "1530752580", "2018年7月5日 9时3", String(repeating: "1", count: 99),
  ])
  func `what is no time is refused`(text: String) {
    #expect(TimeReader(TimeForm.usual).read(Array(text.utf8).span) == nil)
  }

  @Test func `other forms must be asked for`() {
    let reader = TimeReader([.monthFirst, .epoch])
    func read(_ text: String) -> String? {
      reader.read(Array(text.utf8).span).map { CivilTime.format($0) }
    }
    #expect(read("06/26/2018 10:58:54 PM") == "2018-06-26 22:58:54")
    #expect(read("06/26/2018 12:00:00 AM") == "2018-06-26 00:00:00")
    #expect(read("1530752580") == "2018-07-05 09:03:00")
    #expect(read("1530752580000") == "2018-07-05 09:03:00")
    #expect(read("2018-07-05") == nil)
  }

  @Test(arguments: [
    ("14001234567", "14001234567"), (" 1400-123-4567 ", "14001234567"),
    ("+86 14001234567", "14001234567"), ("008614001234567", "14001234567"),
    ("14001234567.0", "14001234567"), ("014001234567", "14001234567"),
    ("0523-86880000", "052386880000"), ("(0523)86880000-801", "052386880000801"),
    ("14001234567、14007654321", "14001234567 14007654321"),
    ("14001234567/14001234567", "14001234567"),
    ("1400123456714007654321", "14001234567 14007654321"),
    ("1.4E+10", ""), ("无号码", ""), ("110", ""),
  ])
  func `phones become digits`(text: String, expected: String) {
    var digits: [UInt8] = []
    let reading = PhoneNumber.append(Array(text.utf8).span, to: &digits)
    #expect(String(decoding: digits, as: UTF8.self) == expected)
    #expect((reading == .damaged) == text.contains("E"))
  }

  @Test(arguments: [
    ("11010519491231002X", "11010519491231002X", IDNumber.Reading.valid),
    ("110105 19491231 002x", "11010519491231002X", .valid),
    ("110105194912310021", "110105194912310021", .unchecked),
    ("110105491231002", "11010519491231002X", .valid), ("E12345678", "E12345678", .unchecked),
    ("", "", .none), ("110105194913310020", "110105194913310020", .unchecked),
  ])
  func `identity numbers are checked`(
    text: String, expected: String, reading: IDNumber.Reading
  ) {
    var number: [UInt8] = []
    #expect(IDNumber.append(Array(text.utf8).span, to: &number) == reading)
    #expect(String(decoding: number, as: UTF8.self) == expected)
  }

  @Test func `hashes are stable and fields do not run together`() {
    func hash(_ fields: [String]) -> Int64 {
      var hash = StableHash(seed: 1)
      for field in fields { hash.add(Array(field.utf8).span) }
      return hash.value
    }
    #expect(hash(["ab", "c"]) != hash(["a", "bc"]))
    #expect(hash(["abc"]) != hash(["abc", ""]))
    #expect(hash([String(repeating: "\0", count: 8)]) != hash([String(repeating: "\0", count: 16)]))
    // Stored in vaults: this value must never change.
    #expect(hash(["12345-taizhou", "TZ260601000001"]) == 7_944_001_472_190_343_204)
    var seen: Set<Int64> = []
    for number in 0..<20_000 { seen.insert(hash(["p", "TZ\(number)"])) }
    #expect(seen.count == 20_000)
  }

  @Test(arguments: [
    ("海陵区城管局", AccusedKind.unit), ("城管局工作人员张某", .staff), ("某某物业公司", .firm), ("李四", .person),
    ("城东派出所民警", .staff), ("第一人民医院", .unit), ("老王饭店", .firm),
  ])
  func `the accused is recognised by its words`(text: String, kind: AccusedKind) {
    #expect(AccusedKind.recognise(Array(text.utf8).span) == kind)
  }
}
