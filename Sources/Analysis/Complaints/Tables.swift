public import Columns

/// The tables of the lake, as the design names them.
///
/// Types never drift; columns are only added.
public enum Tables {
  /// One row per record of a source; text is cleaned and masked.
  public static let requests = TableDefinition(
    "requests", "诉求件：每个平台的每条记录一行，文本已清洗并脱敏 / one row per record of a source",
    partitionDate: "received_on", sortedBy: ["request_id"],
    [
      Field("request_id", .int64, "诉求件编号 / id, computed from day, platform and source record id"),
      Field("platform", .string, "平台 / exporting system"),
      Field("source", .string, "来源类别 / kind of the exporting system"),
      Field("source_record_id", .string, "原工单号 / the platform's own number"),
      Field("source_matter_id", .string, "原事项编号 / the platform's own matter number"),
      Field("related_record_ids", .stringList, "关联原工单号 / numbers of earlier or parent records"),
      Field("received_at", .timestamp, "受理时间 / wall clock, Asia/Shanghai"),
      Field("received_on", .date, "受理日期 / partition key"),
      Field("origin", .string, "发现方 / citizen, enterprise, inspector, …"),
      Field("channel", .string, "渠道 / channel as the source names it"),
      Field("request_type", .string, "诉求类型"),
      Field("disposition", .string, "处置方式"),
      Field("disposition_reason", .string, "处置理由"),
      Field("access", .string, "可见范围 / normal, confidential, restricted"),
      Field("urgency", .string, "紧急程度"),
      Field("caller_kind", .string, "诉求人类别"),
      Field("title", .string, "标题（脱敏）"),
      Field("content", .string, "内容（脱敏）"),
      Field("person_id", .int64, "诉求人令牌 / token, never an identity"),
      Field("district_code", .string, "区划代码"),
      Field("town_code", .string, "镇街代码"),
      Field("place_text", .string, "事发地（脱敏）"),
      Field("longitude", .double, "经度"),
      Field("latitude", .double, "纬度"),
      Field("grid_code", .string, "单元网格"),
      Field("object_code", .string, "部件标识码"),
      Field("source_category", .string, "原分类代码或名称"),
      Field("source_category_scheme", .string, "原分类标准"),
      Field("accused_kind", .string, "被反映对象类别 / unit, staff, firm, person"),
      Field("accused_unit_code", .string, "被反映单位代码"),
      Field("petition_kind", .string, "信访目的"),
      Field("petition_path", .string, "信访形式"),
      Field("headcount", .int32, "人数"),
      Field("file_id", .int64, "来源文件 / first 63 bits of its SHA-256"),
      Field("file_row", .int32, "来源行 / line or row in that file"),
      Field("run_id", .string, "批次"),
    ])

  /// One row per change seen at the source; append-only.
  public static let requestStates = TableDefinition(
    "request_states", "诉求件状态：每看到一次变化一行，只增不改 / append-only",
    partitionDate: "received_on", sortedBy: ["request_id", "revision"],
    [
      Field("request_id", .int64, "诉求件编号"),
      Field("received_on", .date, "受理日期"),
      Field("revision", .int32, "第几次变化，从 0 起"),
      Field("seen_at", .timestamp, "看到时间 / business date of the run that saw it"),
      Field("status", .string, "状态"),
      Field("source_unit", .string, "平台已派单位（原文）"),
      Field("source_due_at", .timestamp, "平台时限"),
      Field("accepted_at", .timestamp, "立案或签收时间"),
      Field("replied_at", .timestamp, "答复时间"),
      Field("closed_at", .timestamp, "办结时间"),
      Field("category_final", .string, "平台最终分类"),
      Field("urge_count", .int32, "催办次数"),
      Field("file_id", .int64, "来源文件"),
      Field("run_id", .string, "批次"),
    ])

  /// One row per request and part: its class, place and risk.
  public static let classifications = TableDefinition(
    "classifications", "诉求分类：每个诉求件（及其分项）一行 / one row per request and part",
    partitionDate: "received_on", sortedBy: ["request_id", "part"],
    [
      Field("request_id", .int64, "诉求件编号"),
      Field("part", .int32, "分项，0 为整件"),
      Field("received_on", .date, "受理日期"),
      Field("span_start", .int32, "依据在内容中的起点（字节）"),
      Field("span_end", .int32, "依据在内容中的终点（字节）"),
      Field("scheme", .string, "分类标准"),
      Field("code", .string, "分类代码；空为待人工"),
      Field("level1", .string, "一级分类"),
      Field("level2", .string, "二级分类"),
      Field("level3", .string, "三级分类"),
      Field("district_code", .string, "事发区"),
      Field("town_code", .string, "事发镇街"),
      Field("place_id", .string, "地名库条目"),
      Field("in_scope", .bool, "属受理范围"),
      Field("redirect_to", .string, "应引导至"),
      Field("risk_words", .stringList, "风险词"),
      Field("model_version", .string, "模型版本"),
    ] + decision)

  /// One row per matter.
  public static let matters = TableDefinition(
    "matters", "诉求事项 / what one or more requests are about", sortedBy: ["matter_id"],
    [
      Field("matter_id", .int64, "事项编号 = 首件编号"),
      Field("matter_no", .string, "事项编号（带校验位，供人使用）"),
      Field("opened_on", .date, "首次反映日期"),
      Field("last_request_on", .date, "最近反映日期"),
      Field("request_count", .int32, "件次"),
      Field("person_count", .int32, "人数"),
      Field("representative_request_id", .int64, "代表件"),
      Field("scheme", .string, "分类标准"),
      Field("code", .string, "分类代码"),
      Field("level1", .string, "一级分类"),
      Field("level2", .string, "二级分类"),
      Field("district_code", .string, "区"),
      Field("town_code", .string, "镇街"),
      Field("place_text", .string, "地点"),
      Field("title", .string, "标题"),
      Field("state", .string, "状态 open / closed"),
    ] + decision)

  /// One row per request and part in a matter.
  public static let matterRequests = TableDefinition(
    "matter_requests", "事项与诉求件 / which request belongs to which matter, and why",
    partitionDate: "received_on", sortedBy: ["request_id", "part"],
    [
      Field("matter_id", .int64, "事项编号"),
      Field("request_id", .int64, "诉求件编号"),
      Field("part", .int32, "分项"),
      Field("received_on", .date, "受理日期"),
      Field("relation", .string, "关系"),
      Field("score", .double, "相似度"),
    ] + decision)

  /// One row per change of a matter; append-only.
  public static let matterChanges = TableDefinition(
    "matter_changes", "事项变更 / joined, split, merged, reopened", sortedBy: ["matter_id", "at"],
    [
      Field("matter_id", .int64, "事项编号"),
      Field("at", .timestamp, "时间"),
      Field("change", .string, "变更"),
      Field("other_matter_id", .int64, "另一事项"),
      Field("reason", .string, "理由"),
      Field("run_id", .string, "批次"),
    ])

  /// One row per unit's task on a matter.
  public static let assignments = TableDefinition(
    "assignments", "交办 / one unit's task on one matter", sortedBy: ["assignment_id"],
    [
      Field("assignment_id", .int64, "交办内部编号"),
      Field("assignment_no", .string, "交办编号（带校验位）"),
      Field("matter_id", .int64, "事项编号"),
      Field("unit_code", .string, "单位代码；空为待人工"),
      Field("unit_name", .string, "单位名称（当日有效）"),
      Field("role", .string, "主办 lead / 协办 support"),
      Field("mode", .string, "own / advise / mirror"),
      Field("round", .int32, "轮次"),
      Field("supersedes_id", .int64, "取代的交办"),
      Field("rule_id", .string, "派单规则"),
      Field("basis", .string, "派单依据"),
      Field("candidates", .stringList, "候选单位"),
      Field("urgency", .string, "紧急程度"),
      Field("assigned_at", .timestamp, "交办时间"),
      Field("state", .string, "状态"),
      Field("batch_id", .string, "批次文件夹"),
      Field("reason", .string, "说明或待人工原因"),
    ] + decision)

  /// One row per clock of an assignment.
  public static let assignmentClocks = TableDefinition(
    "assignment_clocks", "交办时限 / one row per clock", sortedBy: ["assignment_id", "clock"],
    [
      Field("assignment_id", .int64, "交办内部编号"),
      Field("clock", .string, "时限种类"),
      Field("limit_kind", .string, "计算方式"),
      Field("amount", .int32, "数量"),
      Field("started_at", .timestamp, "起算"),
      Field("due_at", .timestamp, "截止"),
      Field("extended_to", .timestamp, "延至"),
      Field("stopped_at", .timestamp, "停止"),
      Field("provisional", .bool, "日历未公布，暂按周一至周五"),
      Field("rule_id", .string, "时限规则"),
      Field("run_id", .string, "批次"),
    ])

  /// One row per event of an assignment; append-only.
  public static let assignmentEvents = TableDefinition(
    "assignment_events", "交办事件 / append-only", sortedBy: ["assignment_id", "at"],
    [
      Field("assignment_id", .int64, "交办内部编号"),
      Field("at", .timestamp, "时间"),
      Field("event", .string, "事件"),
      Field("actor", .string, "经办"),
      Field("note", .string, "说明"),
      Field("run_id", .string, "批次"),
    ])

  /// What people decided; append-only, always wins.
  public static let decisions = TableDefinition(
    "decisions", "人工决定 / what people decided; append-only, always wins",
    sortedBy: ["subject", "subject_id", "at"],
    [
      Field("subject", .string, "对象"),
      Field("subject_id", .int64, "对象编号"),
      Field("field", .string, "字段"),
      Field("old", .string, "原值"),
      Field("new", .string, "新值"),
      Field("actor", .string, "决定人"),
      Field("reason", .string, "理由"),
      Field("at", .timestamp, "时间"),
    ])

  /// One row per call-back.
  public static let visits = TableDefinition(
    "visits", "回访 / one row per call-back", sortedBy: ["request_id", "at"],
    [
      Field("request_id", .int64, "诉求件编号"),
      Field("assignment_id", .int64, "交办内部编号"),
      Field("round", .int32, "轮次"),
      Field("at", .timestamp, "回访时间"),
      Field("contacted", .string, "有效 / 未接通 / 拒访"),
      Field("solved", .string, "是 / 部分 / 否"),
      Field("satisfaction", .string, "五级或未评价"),
      Field("excluded", .bool, "不计入"),
      Field("reason", .string, "不计入原因"),
      Field("run_id", .string, "批次"),
    ])

  /// One row per expected or arrived file.
  public static let deliveries = TableDefinition(
    "deliveries", "数据到达 / one row per expected or arrived file",
    sortedBy: ["business_day", "platform"],
    [
      Field("platform", .string, "平台"),
      Field("business_day", .date, "业务日期"),
      Field("expected", .bool, "应到"),
      Field("file_id", .int64, "文件"),
      Field("arrived_at", .timestamp, "到达（批次业务日期）"),
      Field("rows", .int32, "行数"),
      Field("control_total", .int32, "合计行所记数"),
      Field("state", .string, "on_time / late / missing / short / duplicate / refused"),
      Field("run_id", .string, "批次"),
    ])

  /// One row per platform and day: how good the data are.
  public static let quality = TableDefinition(
    "quality", "数据质量 / shares from 0 to 1", sortedBy: ["day", "platform"],
    [
      Field("platform", .string, "平台"),
      Field("day", .date, "日期"),
      Field("complete", .double, "完整率"),
      Field("valid", .double, "有效率"),
      Field("timely", .double, "及时率"),
      Field("stable", .double, "稳定性"),
      Field("run_id", .string, "批次"),
    ])

  /// Additive counts by day and dimension.
  public static let dailyCounts = TableDefinition(
    "daily_counts", "日计数（可加）/ additive measures only", sortedBy: ["day", "platform"],
    [
      Field("day", .date, "日期"),
      Field("platform", .string, "平台"),
      Field("source", .string, "来源类别"),
      Field("origin", .string, "发现方"),
      Field("disposition", .string, "处置方式"),
      Field("request_type", .string, "诉求类型"),
      Field("district_code", .string, "区"),
      Field("town_code", .string, "镇街"),
      Field("level1", .string, "一级分类"),
      Field("level2", .string, "二级分类"),
      Field("unit_code", .string, "主办单位"),
      Field("requests", .int32, "件次"),
      Field("matters_opened", .int32, "新增事项"),
      Field("matters_closed", .int32, "办结事项"),
      Field("assigned", .int32, "交办"),
      Field("due", .int32, "应办结"),
      Field("closed_on_time", .int32, "按时办结"),
      Field("closed_late", .int32, "超时办结"),
      Field("run_id", .string, "批次"),
    ])

  /// One row per alert.
  public static let alerts = TableDefinition(
    "alerts", "预警 / what is unusual, and why", sortedBy: ["day", "alert_id"],
    [
      Field("alert_id", .int64, "预警编号"),
      Field("day", .date, "日期"),
      Field("kind", .string, "种类"),
      Field("scope", .string, "范围"),
      Field("expected", .double, "预期"),
      Field("observed", .double, "实际"),
      Field("score", .double, "偏离"),
      Field("persons", .int32, "人数"),
      Field("matter_ids", .stringList, "事项"),
      Field("reason", .string, "理由"),
    ] + decision)

  /// Who decided, how surely, on what evidence, in which run.
  static let decision: [Field] = [
    Field("decided_by", .string, "由何决定 / rule, model, person, copy"),
    Field("confidence", .double, "把握，0 至 1"),
    Field("evidence", .string, "依据"),
    Field("run_id", .string, "批次"),
  ]

  /// All tables, in the order data reach them.
  public static let all: [TableDefinition] = [
    requests, requestStates, classifications, matters, matterRequests, matterChanges,
    assignments, assignmentClocks, assignmentEvents, visits, decisions, deliveries, quality,
    dailyCounts, alerts,
  ]
}
