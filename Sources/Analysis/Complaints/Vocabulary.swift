/// A word of a closed list that is stored as its raw value and printed in Chinese.
public protocol CodeWord: RawRepresentable, CaseIterable, Hashable, Sendable
where RawValue == String {
  /// The word as people read it.
  var label: String { get }
}

/// The kind of an exporting system.
public enum Source: String, CodeWord {
  case hotline, mailbox, petition
  case urbanManagement = "urban_management"
  case urbanConstruction = "urban_construction"
  /// The word as people read it.
  public var label: String {
    switch self {
    case .hotline: "12345热线"
    case .mailbox: "书记市长信箱"
    case .petition: "阳光信访"
    case .urbanManagement: "城管"
    case .urbanConstruction: "城建热线"
    }
  }
}

/// Who or what found the matter; never mixed in a headline.
public enum Origin: String, CodeWord {
  case citizen, enterprise, inspector, video, leader, media
  case otherSystem = "other_system"
  /// The word as people read it.
  public var label: String {
    switch self {
    case .citizen: "市民"
    case .enterprise: "企业"
    case .inspector: "监督员上报"
    case .video: "视频发现"
    case .leader: "领导批示"
    case .media: "媒体"
    case .otherSystem: "其他系统转办"
    }
  }
}

/// What a person asks for.
public enum RequestType: String, CodeWord {
  case consultation, help, complaint, report, suggestion, praise, other
  /// The word as people read it.
  public var label: String {
    switch self {
    case .consultation: "咨询"
    case .help: "求助"
    case .complaint: "投诉"
    case .report: "举报"
    case .suggestion: "建议"
    case .praise: "表扬"
    case .other: "其他"
    }
  }
}

/// What becomes of a request on arrival.
public enum Disposition: String, CodeWord {
  case direct, dispatch, transfer, emergency, guide, reject, urge, invalid, transit
  /// The word as people read it.
  public var label: String {
    switch self {
    case .direct: "直接答复"
    case .dispatch: "派单"
    case .transfer: "转省、县平台"
    case .emergency: "转110/119/120/122"
    case .guide: "引导法定途径"
    case .reject: "不予受理"
    case .urge: "催办补充"
    case .invalid: "无效"
    case .transit: "流转中"
    }
  }
}

/// Who may see a request.
public enum Access: String, CodeWord {
  case normal, confidential, restricted
  /// The word as people read it.
  public var label: String {
    switch self {
    case .normal: "一般"
    case .confidential: "保密"
    case .restricted: "限制"
    }
  }
}

/// How soon a matter must be looked at.
public enum Urgency: String, CodeWord {
  case normal, elevated, urgent
  /// The word as people read it.
  public var label: String {
    switch self {
    case .normal: "一般"
    case .elevated: "较急"
    case .urgent: "紧急"
    }
  }
}

/// Whether we issue the assignment, propose it, or follow the platform's own.
public enum DispatchMode: String, CodeWord {
  case own, advise, mirror
  /// The word as people read it.
  public var label: String {
    switch self {
    case .own: "本级交办"
    case .advise: "建议"
    case .mirror: "跟踪"
    }
  }
}

/// A unit's part in an assignment.
public enum Role: String, CodeWord {
  case lead, support
  /// The word as people read it.
  public var label: String { self == .lead ? "主办" : "协办" }
}

/// The state of a request at its source, normalised.
public enum RequestStatus: String, CodeWord {
  case received, processing, answered, closed, returned, suspended, rejected
  /// The word as people read it.
  public var label: String {
    switch self {
    case .received: "已受理"
    case .processing: "办理中"
    case .answered: "已答复"
    case .closed: "已办结"
    case .returned: "退单"
    case .suspended: "挂账"
    case .rejected: "不予受理"
    }
  }
}

/// The state of an assignment.
///
/// 超期 is computed, never a state.
public enum AssignmentState: String, CodeWord {
  case unsigned, signed, working, auditing, closed
  case returning, extending, suspended, reassigned, withdrawn, merged
  /// The word as people read it.
  public var label: String {
    switch self {
    case .unsigned: "待签收"
    case .signed: "已签收"
    case .working: "办理中"
    case .auditing: "待审核"
    case .closed: "办结"
    case .returning: "退单待审"
    case .extending: "延期待审"
    case .suspended: "挂账"
    case .reassigned: "已改派"
    case .withdrawn: "撤销"
    case .merged: "并入"
    }
  }
  /// Whether work on it is over.
  public var isOver: Bool {
    self == .closed || self == .reassigned || self == .withdrawn || self == .merged
  }
}

/// The level of a unit.
public enum UnitLevel: String, CodeWord {
  case city = "市"
  case district = "区"
  case town = "镇"
  case enterprise = "企业"
  case vertical = "垂管"
  /// The word as people read it.
  public var label: String { rawValue }
}

/// How a limit's amount is counted.
public enum LimitKind: String, CodeWord {
  case urgentHour = "urgent_hour"
  case workHour = "work_hour"
  case workDay = "work_day"
  case calendarDay = "calendar_day"
  /// The word as people read it.
  public var label: String {
    switch self {
    case .urgentHour: "紧急小时"
    case .workHour: "工作时"
    case .workDay: "工作日"
    case .calendarDay: "日"
    }
  }
}

/// What a clock measures.
public enum Clock: String, CodeWord {
  case sign, `return`, contact, inform, close, verify
  /// The word as people read it.
  public var label: String {
    switch self {
    case .sign: "签收"
    case .return: "退单"
    case .contact: "联系"
    case .inform: "告知"
    case .close: "办结"
    case .verify: "核查"
    }
  }
}

/// What the outbox does with a fact from the vault.
public enum ReleaseRule: String, CodeWord {
  case release, mask
  case viaHotline = "via_hotline"
  /// The word as people read it.
  public var label: String {
    switch self {
    case .release: "提供"
    case .mask: "遮蔽"
    case .viaHotline: "经热线转接"
    }
  }
}

/// How a request belongs to its matter.
public enum Relation: String, CodeWord {
  case first, copy
  case samePerson = "same_person"
  case sameMatter = "same_matter"
  /// The word as people read it.
  public var label: String {
    switch self {
    case .first: "首件"
    case .copy: "同件"
    case .samePerson: "同一人重复"
    case .sameMatter: "不同人同一事项"
    }
  }
}
