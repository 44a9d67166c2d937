import Complaints
import Testing

@testable import Classification

@Suite struct SignalDeciderTests {
  private let decider = SignalDecider(SmallCity.signals, taxonomy: SmallCity.taxonomy)

  private func decide(
    _ text: String, title: String = "", type: RequestType? = nil, urgency: Urgency? = nil,
    code: String? = nil, month: Int = 6
  ) -> SignalDecision {
    SignalTables.decision(
      text,
      .init(type: type, urgency: urgency, leaf: code.flatMap { SmallCity.taxonomy.index(of: $0) }),
      decider, title: title, month: month)
  }

  @Test(arguments: [
    ("燃气泄漏", ["燃气泄漏"]), ("燃 气，泄漏", []), ("燃 气 泄 漏", ["燃气泄漏"]),
    ("没有燃气泄漏", []), ("没有人修，燃气泄漏", ["燃气泄漏"]), ("不会爆炸", []),
    ("没有燃气公司的人来处理燃气泄漏", ["燃气泄漏"]),  // the denial is too far away
    ("爆炸头", []), ("爆炸头说要爆炸", ["爆炸"]), ("参加爆炸知识讲座", []),
    ("参加讲座，家里爆炸", ["爆炸"]), ("聚集，爆炸，聚集", ["聚集", "爆炸"]), ("", []),
  ])
  func `a word of danger counts unless it is denied, hidden or a topic`(
    text: String, words: [String]
  ) {
    #expect(decide(text).risks == words)
  }

  @Test func `dangers raise the urgency above platform and class, and say why`() {
    let leak = decide("有燃气泄漏", urgency: .normal)
    #expect(leak.riskKinds == ["燃气"])
    #expect(leak.urgency == .urgent)
    #expect(leak.urgencyReason == "燃气 燃气泄漏")
    let crowd = decide("有人聚集", code: "090101")
    #expect(crowd.urgency == .urgent)
    #expect(crowd.urgencyReason == "分类 090101 紧急")
    #expect(decide("有人聚集").urgency == .elevated)
    #expect(decide("没事", urgency: .urgent).urgencyReason == "平台 紧急")
    #expect(decide("没事").urgency == .normal)
    #expect(decide("没事").urgencyReason == "")
  }

  @Test func `season words count in their months and calm words where nothing is in danger`() {
    #expect(decide("停暖了", month: 1).urgency == .elevated)
    #expect(decide("停暖了", month: 7).urgency == .normal)
    #expect(decide("停暖了", month: 0).urgency == .normal)
    #expect(decide("不着急", code: "090101").urgency == .normal)
    #expect(decide("不着急，但是燃气泄漏", code: "090101").urgency == .urgent)
  }

  @Test func `the text decides the type, the platform's field where it is silent or unsure`() {
    #expect(decide("请问能办吗").type == .consultation)
    #expect(decide("请问能办吗", type: .complaint).type == .consultation)
    #expect(decide("我来请问", type: .complaint).type == .complaint)  // not where a clause begins
    #expect(decide("情况如下", type: .praise).type == .praise)
    #expect(decide("情况如下").type == nil)
    #expect(decide("情况如下", code: "090101").type == .help)
    let split = decide("咨询，投诉")
    #expect(split.type == nil)
    #expect(split.typeEvidence == "Y1 咨询；Y2 投诉")
    #expect(decide("咨询，投诉", type: .complaint).type == .complaint)
    #expect(decide("没有问题吗。投诉").type == nil)
    let sure = decide("请问，咨询一下", type: .consultation)
    #expect(sure.typeConfidence > decide("咨询").typeConfidence)
    #expect(sure.typeEvidence == "Y1 请问、咨询；平台 咨询")
  }

  @Test func `words of another channel redirect, with the reason`() {
    let court = decide("法院说下月开庭")
    #expect(court.redirectTo == "法院")
    #expect(court.redirectReason == "静音与挂断：开庭（S1）")
    #expect(decide("开庭。法院").redirectTo == nil)  // not in one sentence
    #expect(decide("法院没有开庭").redirectTo == nil)
  }

  @Test func `title and content are texts of their own`() {
    #expect(decide("爆炸", title: "没有").risks == ["爆炸"])
    #expect(decide("爆炸", title: "爆炸").risks == ["爆炸"])
    #expect(decide("", title: "爆炸").risks == ["爆炸"])
  }

  @Test func `a city without rules decides nothing`() {
    let decision = SignalTables.decision(
      "请问燃气泄漏", .init(), SignalDecider([], taxonomy: SmallCity.taxonomy))
    #expect(decision == SignalDecision())
  }
}
