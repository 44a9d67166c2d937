package import Assignment
package import Complaints

/// One assignment as a unit's workbook shows it.
package struct OutboxLine: Sendable {
  /// The assignment's id.
  package var assignmentID: Int64
  /// 交办编号.
  package var assignmentNo: String
  /// 事项编号.
  package var matterNo: String
  /// 原工单号 of the representative request.
  package var sourceRecordID: String
  /// The sheets it stands on.
  package var sections: OutboxSections
  /// The unit it was assigned to; the file goes to its `route_to`.
  package var unitCode: String
  /// The unit that leads the matter.
  package var leadUnitCode: String
  /// 主办 or 协办.
  package var role: Role
  /// 状态.
  package var state: AssignmentState
  /// 来源.
  package var source: Source
  /// 诉求类型.
  package var requestType: RequestType?
  /// 紧急程度.
  package var urgency: Urgency
  /// Who may see it: the most restricted of the matter's requests that may be shown.
  package var access: Access
  /// 标题, masked.
  package var title: String
  /// 诉求内容, masked.
  package var content: String
  /// The district.
  package var districtCode: String?
  /// The town.
  package var townCode: String?
  /// The masked place.
  package var placeText: String
  /// The leaf.
  package var code: String?
  /// 派单依据.
  package var basis: String
  /// 交办时间.
  package var assignedAt: Int64
  /// Its clocks; sign, return and close are printed.
  package var clocks: [AssignmentClock]
  /// 反映件次.
  package var requestCount: Int
  /// 人数.
  package var personCount: Int
  /// 首次反映时间.
  package var firstReceivedAt: Int64
  /// 最近反映时间.
  package var lastReceivedAt: Int64
  /// 轮次.
  package var round: Int
  /// 督办: what was ordered; empty for none.
  package var supervision: String
  /// What is new on this line: the added voice, the reason of a withdrawal; empty for none.
  package var note: String
  /// Facts from the vault by `releases.csv` field: `full_place`, `room`, `object_plate`,
  /// `object_account`, `object_name`, `object_phone`, `contact_name`, `contact_phone`.
  package var facts: [String: String]

  package init(
    assignmentID: Int64, assignmentNo: String, matterNo: String, sourceRecordID: String,
    sections: OutboxSections, unitCode: String, leadUnitCode: String, role: Role,
    state: AssignmentState, source: Source, requestType: RequestType?, urgency: Urgency,
    access: Access, title: String, content: String, districtCode: String?, townCode: String?,
    placeText: String, code: String?, basis: String, assignedAt: Int64,
    clocks: [AssignmentClock], requestCount: Int, personCount: Int, firstReceivedAt: Int64,
    lastReceivedAt: Int64, round: Int, supervision: String = "", note: String = "",
    facts: [String: String] = [:]
  ) {
    self.assignmentID = assignmentID
    self.assignmentNo = assignmentNo
    self.matterNo = matterNo
    self.sourceRecordID = sourceRecordID
    self.sections = sections
    self.unitCode = unitCode
    self.leadUnitCode = leadUnitCode
    self.role = role
    self.state = state
    self.source = source
    self.requestType = requestType
    self.urgency = urgency
    self.access = access
    self.title = title
    self.content = content
    self.districtCode = districtCode
    self.townCode = townCode
    self.placeText = placeText
    self.code = code
    self.basis = basis
    self.assignedAt = assignedAt
    self.clocks = clocks
    self.requestCount = requestCount
    self.personCount = personCount
    self.firstReceivedAt = firstReceivedAt
    self.lastReceivedAt = lastReceivedAt
    self.round = round
    self.supervision = supervision
    self.note = note
    self.facts = facts
  }
}
