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
      Field(
        "origin", .string,
        "发现方 / who found it: citizen, enterprise, inspector, video, leader, media, other_system"),
      Field("channel", .string, "渠道 / channel as the source names it"),
      Field(
        "request_type", .string,
        "诉求类型 / consultation, help, complaint, report, suggestion, praise, other"),
      Field(
        "disposition", .string,
        "处置方式 / direct, dispatch, transfer, emergency, guide, reject, urge, invalid, transit"),
      Field("disposition_reason", .string, "处置理由 / why, where the source says so"),
      Field("access", .string, "可见范围 / normal, confidential, restricted"),
      Field("urgency", .string, "紧急程度 / normal, elevated, urgent"),
      Field("caller_kind", .string, "诉求人类别 / kind of caller, as the source names it"),
      Field("title", .string, "标题（脱敏）/ title, masked"),
      Field("content", .string, "内容（脱敏）/ text, masked"),
      Field(
        "person_id", .int64,
        "诉求人令牌 / token of the person, equal for equal persons, never an identity"),
      Field("district_code", .string, "区划代码 / district, GB/T 2260"),
      Field("town_code", .string, "镇街代码 / town or street"),
      Field("place_text", .string, "事发地（脱敏）/ place in the source's words, masked"),
      Field("longitude", .double, "经度 / degrees east, as the source gives it"),
      Field("latitude", .double, "纬度 / degrees north, as the source gives it"),
      Field("grid_code", .string, "单元网格 / cell of urban management, GB/T 30428.1"),
      Field("object_code", .string, "部件标识码 / component of urban management, GB/T 30428.2"),
      Field("source_category", .string, "原分类代码或名称 / category in the source's own scheme"),
      Field("source_category_scheme", .string, "原分类标准 / the scheme that code belongs to"),
      Field("accused_kind", .string, "被反映对象类别 / unit, staff, firm, person"),
      Field("accused_unit_code", .string, "被反映单位代码 / code of the accused unit"),
      Field("petition_kind", .string, "信访目的 / purpose of a petition, as the source names it"),
      Field(
        "petition_path", .string,
        "信访形式 / by letter, visit, net or telephone, as the source names it"),
      Field("headcount", .int32, "人数 / persons who came together"),
      Field("file_id", .int64, "来源文件 / first 63 bits of its SHA-256"),
      Field("file_row", .int32, "来源行 / line or row in that file, from 1"),
      Field("run_id", .string, "批次 / run that wrote this row"),
    ])

  /// One row per change seen at the source; append-only.
  public static let requestStates = TableDefinition(
    "request_states", "诉求件状态：每看到一次变化一行，只增不改 / append-only",
    partitionDate: "received_on", sortedBy: ["request_id", "revision"],
    [
      Field("request_id", .int64, "诉求件编号 / request"),
      Field("received_on", .date, "受理日期 / the request's day, partition key"),
      Field("revision", .int32, "第几次变化，从 0 起 / counts the changes seen, from 0"),
      Field("seen_at", .timestamp, "看到时间 / business date of the run that saw it"),
      Field(
        "status", .string,
        "状态 / received, processing, answered, closed, returned, suspended, rejected"),
      Field(
        "source_unit", .string,
        "平台已派单位（原文）/ unit that the platform has sent it to, in its words"),
      Field("source_due_at", .timestamp, "平台时限 / the platform's own deadline"),
      Field("accepted_at", .timestamp, "立案或签收时间 / when it was accepted"),
      Field("replied_at", .timestamp, "答复时间 / when it was answered"),
      Field("closed_at", .timestamp, "办结时间 / when it was closed"),
      Field("category_final", .string, "平台最终分类 / category at the end, in the source's scheme"),
      Field("urge_count", .int32, "催办次数 / how often it was urged"),
      Field("file_id", .int64, "来源文件 / first 63 bits of the file's SHA-256"),
      Field("run_id", .string, "批次 / run that wrote this row"),
    ])

  /// One row per field of a request that a later record changed; append-only.
  ///
  /// `requests` holds what a request says now, this what it said before; states have their own table.
  public static let requestChanges = TableDefinition(
    "request_changes", "诉求件改动：平台改了哪个字段、改前改后 / fields that a source changed; append-only",
    partitionDate: "received_on", sortedBy: ["request_id", "seen_at", "field"],
    [
      Field("request_id", .int64, "诉求件编号 / request"),
      Field("received_on", .date, "受理日期 / the request's day, partition key"),
      Field("seen_at", .timestamp, "看到时间 / business date of the run that saw it"),
      Field("field", .string, "字段 / column of requests"),
      Field("old", .string, "改前（脱敏）/ value before, masked; null for none"),
      Field("new", .string, "改后（脱敏）/ value after, masked; null for none"),
      Field("file_id", .int64, "来源文件 / first 63 bits of the SHA-256 of the file that said so"),
      Field("run_id", .string, "批次 / run that wrote this row"),
    ])

  /// One row per request and part: its class, place and risk.
  ///
  /// Part 0 is the whole request and every request has it; parts 1, 2 … are there only where it
  /// names several matters, and their spans then cover its content one after the other. What
  /// counts requests takes part 0 alone.
  public static let classifications = TableDefinition(
    "classifications", "诉求分类：每个诉求件（及其分项）一行 / one row per request and part",
    partitionDate: "received_on", sortedBy: ["request_id", "part"],
    [
      Field("request_id", .int64, "诉求件编号 / request"),
      Field("part", .int32, "分项，0 为整件 / sub-matter, 0 for the whole"),
      Field("received_on", .date, "受理日期 / the request's day, partition key"),
      Field(
        "span_start", .int32,
        "依据（分项则为该项）在内容中的起点（字节）/ where the evidence, or the part, begins in content, in bytes"),
      Field("span_end", .int32, "依据（分项则为该项）的终点（字节）/ where it ends"),
      Field("scheme", .string, "分类标准 / taxonomy; a code means nothing without it"),
      Field("code", .string, "分类代码；空为待人工 / leaf of the taxonomy; null waits for people"),
      Field("level1", .string, "一级分类 / name of the first level"),
      Field("level2", .string, "二级分类 / name of the second level"),
      Field("level3", .string, "三级分类 / name of the leaf"),
      Field("district_code", .string, "事发区 / district of the place"),
      Field("town_code", .string, "事发镇街 / town or street of the place"),
      Field("place_id", .string, "地名库条目 / entry of the gazetteer"),
      Field("in_scope", .bool, "属受理范围 / whether the hotline may take it"),
      Field("redirect_to", .string, "应引导至 / who is to be asked instead"),
      Field("risk_words", .stringList, "风险词 / words of danger found in the text"),
      Field("model_version", .string, "模型版本 / model, null where none was asked"),
    ] + decision + [
      Field(
        "request_type", .string,
        "诉求类型，按文本和平台字段判定；空为待人工 / type by the text and the platform's field; null waits for people"),
      Field("type_confidence", .double, "类型把握，0 至 1 / confidence of the type from 0 to 1"),
      Field("type_evidence", .string, "类型依据 / what the type rests on"),
      Field("urgency", .string, "紧急程度 / normal, elevated, urgent"),
      Field("urgency_reason", .string, "紧急理由；一般为空 / why it is urgent; null where it is not"),
      Field("redirect_reason", .string, "应引导的依据 / words that say that it belongs elsewhere"),
      Field("risk_kinds", .stringList, "风险种类，与风险词一一对应 / kind of danger of each risk word"),
    ])

  /// One row per matter.
  public static let matters = TableDefinition(
    "matters", "诉求事项 / what one or more requests are about", sortedBy: ["matter_id"],
    [
      Field("matter_id", .int64, "事项编号 = 首件编号 / id of the first request, kept for life"),
      Field("matter_no", .string, "事项编号（带校验位，供人使用）/ number for people, with check digits"),
      Field("opened_on", .date, "首次反映日期 / day of the first request"),
      Field("last_request_on", .date, "最近反映日期 / day of the latest request"),
      Field("request_count", .int32, "件次 / requests"),
      Field("person_count", .int32, "人数 / distinct persons"),
      Field("representative_request_id", .int64, "代表件 / request that stands for all"),
      Field("scheme", .string, "分类标准 / taxonomy"),
      Field("code", .string, "分类代码 / leaf of the taxonomy"),
      Field("level1", .string, "一级分类 / name of the first level"),
      Field("level2", .string, "二级分类 / name of the second level"),
      Field("district_code", .string, "区 / district"),
      Field("town_code", .string, "镇街 / town or street"),
      Field("place_text", .string, "地点 / place, masked"),
      Field("title", .string, "标题 / title, masked"),
      Field("state", .string, "状态 / open, closed"),
    ] + decision)

  /// One row per request and part in a matter.
  public static let matterRequests = TableDefinition(
    "matter_requests", "事项与诉求件 / which request belongs to which matter, and why",
    partitionDate: "received_on", sortedBy: ["request_id", "part"],
    [
      Field("matter_id", .int64, "事项编号 / matter"),
      Field("request_id", .int64, "诉求件编号 / request"),
      Field("part", .int32, "分项 / sub-matter, 0 for the whole"),
      Field("received_on", .date, "受理日期 / the request's day, partition key"),
      Field("relation", .string, "关系 / first, copy, same_person, same_matter"),
      Field(
        "score", .double, "相似度 / likeness to the nearest request of it, 0 to 1; 0 for the first"),
    ] + decision)

  /// One row per change of a matter; append-only.
  public static let matterChanges = TableDefinition(
    "matter_changes", "事项变更 / joined, split, merged, reopened", sortedBy: ["matter_id", "at"],
    [
      Field("matter_id", .int64, "事项编号 / matter"),
      Field("at", .timestamp, "时间 / when"),
      Field("change", .string, "变更 / joined, split, merged_into, reopened, recurrence_of"),
      Field("other_matter_id", .int64, "另一事项 / the other matter"),
      Field("reason", .string, "理由 / why"),
      Field("run_id", .string, "批次 / run that wrote this row"),
    ])

  /// One row per unit's task on a matter.
  public static let assignments = TableDefinition(
    "assignments", "交办 / one unit's task on one matter", sortedBy: ["assignment_id"],
    [
      Field("assignment_id", .int64, "交办内部编号 / assignment"),
      Field("assignment_no", .string, "交办编号（带校验位）/ number for people, with check digits"),
      Field("matter_id", .int64, "事项编号 / matter"),
      Field("unit_code", .string, "单位代码；空为待人工 / unit; null waits for people"),
      Field("unit_name", .string, "单位名称（当日有效）/ its name on that day"),
      Field("role", .string, "角色 / lead (主办), support (协办)"),
      Field("mode", .string, "方式 / own (本级交办), advise (建议), mirror (跟踪平台已派)"),
      Field("round", .int32, "轮次 / counts the assignments of a matter, from 1"),
      Field("supersedes_id", .int64, "取代的交办 / the assignment before it"),
      Field("rule_id", .string, "派单规则 / rule of the responsibility list"),
      Field("basis", .string, "派单依据 / legal or other basis"),
      Field("candidates", .stringList, "候选单位 / units that came into question"),
      Field("urgency", .string, "紧急程度 / normal, elevated, urgent"),
      Field("assigned_at", .timestamp, "交办时间 / when it was issued"),
      Field(
        "state", .string,
        "状态 / unsigned, signed, working, auditing, closed, returning, extending, "
          + "suspended, reassigned, withdrawn, merged"),
      Field("batch_id", .string, "批次文件夹 / folder in outbox/, null where nothing was published"),
      Field("reason", .string, "说明或待人工原因 / note, or why people must decide"),
    ] + decision)

  /// One row per clock of an assignment.
  public static let assignmentClocks = TableDefinition(
    "assignment_clocks", "交办时限 / one row per clock", sortedBy: ["assignment_id", "clock"],
    [
      Field("assignment_id", .int64, "交办内部编号 / assignment"),
      Field("clock", .string, "时限种类 / sign, return, contact, inform, close, verify"),
      Field(
        "limit_kind", .string,
        "计算方式 / urgent_hour, work_hour, work_day, calendar_day; null for the platform's own"),
      Field("amount", .int32, "数量 / hours or days"),
      Field("started_at", .timestamp, "起算 / start"),
      Field("due_at", .timestamp, "截止 / end"),
      Field("extended_to", .timestamp, "延至 / end after an extension"),
      Field("stopped_at", .timestamp, "停止 / when it was met or stopped"),
      Field("provisional", .bool, "日历未公布，暂按周一至周五 / counted before the calendar was published"),
      Field("rule_id", .string, "时限规则 / rule of limits.csv"),
      Field("run_id", .string, "批次 / run that wrote this row"),
    ])

  /// One row per event of an assignment; append-only.
  public static let assignmentEvents = TableDefinition(
    "assignment_events", "交办事件 / append-only", sortedBy: ["assignment_id", "at"],
    [
      Field("assignment_id", .int64, "交办内部编号 / assignment"),
      Field("at", .timestamp, "时间 / when"),
      Field("event", .string, "事件 / published, appended, closed, …"),
      Field("actor", .string, "经办 / who"),
      Field("note", .string, "说明 / note"),
      Field("run_id", .string, "批次 / run that wrote this row"),
    ])

  /// What people decided; append-only, always wins.
  public static let decisions = TableDefinition(
    "decisions", "人工决定 / what people decided; append-only, always wins",
    sortedBy: ["subject", "subject_id", "at"],
    [
      Field("subject", .string, "对象 / what was decided on: classification, matter, assignment"),
      Field(
        "subject_id", .string,
        "对象编号 / its id as text; of a classification the request's id and the part, `123/0`"),
      Field("field", .string, "字段 / column that was decided; a class as `code`"),
      Field("old", .string, "原值 / value before"),
      Field(
        "new", .string,
        "新值 / value that holds, a class as `scheme:code`; null gives the field back to rules and model"
      ),
      Field("actor", .string, "决定人 / who decided"),
      Field("reason", .string, "理由 / why"),
      Field("at", .timestamp, "时间 / when"),
      Field("run_id", .string, "批次 / run that brought it"),
    ])

  /// One row per call-back.
  public static let visits = TableDefinition(
    "visits", "回访 / one row per call-back", sortedBy: ["request_id", "at"],
    [
      Field("request_id", .int64, "诉求件编号 / request"),
      Field("assignment_id", .int64, "交办内部编号 / assignment"),
      Field("round", .int32, "轮次 / counts the calls, from 1"),
      Field("at", .timestamp, "回访时间 / when"),
      Field("contacted", .string, "接通情况：有效、未接通、拒访 / whether the caller was reached"),
      Field("solved", .string, "是否解决：是、部分、否 / whether it is solved"),
      Field("satisfaction", .string, "满意度：五级或未评价 / five grades or none given"),
      Field("excluded", .bool, "不计入 / whether it is left out of rates"),
      Field("reason", .string, "不计入原因 / why it is left out"),
      Field("run_id", .string, "批次 / run that wrote this row"),
    ])

  /// One row per expected or arrived file.
  public static let deliveries = TableDefinition(
    "deliveries", "数据到达 / one row per expected or arrived file",
    sortedBy: ["business_day", "platform"],
    [
      Field("platform", .string, "平台 / exporting system"),
      Field("business_day", .date, "业务日期 / day the file is about"),
      Field("expected", .bool, "应到 / whether a file was due"),
      Field("file_id", .int64, "文件 / first 63 bits of its SHA-256"),
      Field("arrived_at", .timestamp, "到达（批次业务日期）/ business date of the run that took it"),
      Field("rows", .int32, "行数 / rows read"),
      Field("control_total", .int32, "合计行所记数 / rows by the file's own total"),
      Field("state", .string, "到达状态 / on_time, late, missing, short, duplicate, refused"),
      Field("run_id", .string, "批次 / run that wrote this row"),
    ])

  /// One row per platform and day: how good the data are.
  public static let quality = TableDefinition(
    "quality", "数据质量 / shares from 0 to 1, and points of 30", sortedBy: ["day", "platform"],
    [
      Field("platform", .string, "平台 / exporting system"),
      Field("day", .date, "日期 / business day"),
      Field("complete", .double, "完整率 / wanted fields that are filled"),
      Field("valid", .double, "有效率 / rows of its files that are in the store, mended ones too"),
      Field("timely", .double, "及时率 / files that came on time"),
      Field("stable", .double, "稳定性 / files that came once and could be read"),
      Field("run_id", .string, "批次 / run that wrote this row"),
      Field("score", .double, "得分，满分30 / points of 30: 10 complete, 10 valid, 5 timely, 5 stable"),
    ])

  /// Additive counts by day and dimension.
  public static let dailyCounts = TableDefinition(
    "daily_counts", "日计数（可加）/ additive measures only", sortedBy: ["day", "platform"],
    [
      Field("day", .date, "日期 / day of the measure"),
      Field("platform", .string, "平台 / exporting system"),
      Field("source", .string, "来源类别 / kind of the exporting system"),
      Field("origin", .string, "发现方 / who found it"),
      Field("disposition", .string, "处置方式 / what became of it on arrival"),
      Field("request_type", .string, "诉求类型 / what is asked for"),
      Field("district_code", .string, "区 / district"),
      Field("town_code", .string, "镇街 / town or street"),
      Field("level1", .string, "一级分类 / name of the first level"),
      Field("level2", .string, "二级分类 / name of the second level"),
      Field("unit_code", .string, "主办单位 / lead unit"),
      Field("requests", .int32, "件次 / requests received on the day"),
      Field("matters_opened", .int32, "新增事项 / matters whose first request came on the day"),
      Field("matters_closed", .int32, "办结事项 / matters closed on the day"),
      Field("assigned", .int32, "交办 / lead assignments issued on the day"),
      Field("due", .int32, "应办结 / lead assignments whose last day it is"),
      Field("closed_on_time", .int32, "按时办结 / closed on the day, in time"),
      Field("closed_late", .int32, "超时办结 / closed on the day, late"),
      Field("run_id", .string, "批次 / run that wrote this row"),
    ])

  /// One row per alert.
  public static let alerts = TableDefinition(
    "alerts", "预警 / what is unusual, and why", sortedBy: ["day", "alert_id"],
    [
      Field("alert_id", .int64, "预警编号 / alert"),
      Field("day", .date, "日期 / business day"),
      Field("kind", .string, "种类 / surge, hot_matter, risk"),
      Field("scope", .string, "范围 / what it is about"),
      Field("expected", .double, "预期 / count expected from comparable days"),
      Field("observed", .double, "实际 / count seen"),
      Field("score", .double, "偏离 / distance in units of the usual fluctuation"),
      Field("persons", .int32, "人数 / distinct persons"),
      Field("matter_ids", .stringList, "事项 / matters, as text"),
      Field("reason", .string, "理由 / why it was raised"),
    ] + decision)

  /// Who decided, how surely, on what evidence, in which run.
  static let decision: [Field] = [
    Field("decided_by", .string, "由何决定 / source, rule, model, person, copy, none"),
    Field("confidence", .double, "把握，0 至 1 / confidence from 0 to 1"),
    Field("evidence", .string, "依据 / what the decision rests on"),
    Field("run_id", .string, "批次 / run that wrote this row"),
  ]

  /// All tables, in the order data reach them.
  public static let all: [TableDefinition] = [
    requests, requestStates, requestChanges, classifications, matters, matterRequests,
    matterChanges,
    assignments, assignmentClocks, assignmentEvents, visits, decisions, deliveries, quality,
    dailyCounts, alerts,
  ]
}
