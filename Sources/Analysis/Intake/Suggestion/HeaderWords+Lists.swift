extension HeaderWords {
  /// Names by what they stand for; within one meaning the name that is preferred comes first.
  static let lists: [(Meaning, String)] = targetLists + personLists + partLists + unusedLists

  private static let targetLists: [(Meaning, String)] = [
    (
      .target(.sourceRecordID),
      """
      工单编号 工单号 受理编号 受理单号 信访件编号 信件编号 任务号 任务编号 案件编号 案卷编号 案卷号 案件号 事件编号 事件号 诉求编号 诉求件编号
      投诉编号 举报编号 登记编号 业务编号 业务流水号 流水号 单号 记录编号 记录号 来件编号 留言编号 问题编号 信件号 来电编号 服务单号 工单流水号
      办件编号 办件号 事项编码 编号 orderNum orderNo orderId orderCode workOrderNo recId uniqueKey caseNum caseNo caseNumber caseId
      caseEnquiryId serviceRequestId serviceRequestNumber srNumber requestId requestNo ticketId ticketNo messageId taskNum
      taskNo taskId complaintId complaintNo eventId eventNo letterNo letterId billNo serialNo recordId id xfjbh
      """
    ),
    (.target(.sourceMatterID), "信访事项编号 事项编号 事项号 主事项编号 母单编号 主工单编号 主工单号 matterId parentId xfsxbh"),
    (
      .target(.relatedRecordIDs),
      """
      旧工单编号 旧工单号 原工单编号 原工单号 关联工单号 关联工单编号 关联编号 关联单号 原编号 原受理编号 原信件编号 原案件编号 重复工单号
      重复件编号 历史工单号 催办单号 oldOrderNum oldOrderNo oldOrderId oldId relatedId relatedIds linkedId urgeOrderNum
      """
    ),
    (
      .target(.title),
      """
      标题 诉求标题 工单标题 事项标题 主题 诉求主题 信件标题 信件主题 留言主题 留言标题 事项名称 案件标题 案件名称 事件标题 事件名称 问题标题
      投诉标题 来电主题 title subject tszt
      """
    ),
    (
      .target(.content),
      """
      诉求内容 主要内容 反映内容 诉求描述 信件内容 信访内容 问题描述 事件描述 案件描述 留言详情 留言内容 投诉内容 举报内容 来电内容 工单内容
      事项内容 来信内容 诉求详情 问题内容 详细内容 具体内容 情况描述 内容描述 描述 详情 内容 正文 majorContent content contentText description
      details detail body text complaintContent tsnr
      """
    ),
    (
      .target(.placeText),
      """
      事发地址 事发地点 发生地 发生地点 地址描述 详细地址 问题发生地 事发位置 事件地址 事件地点 案发地址 案发地点 诉求地址 诉求地点 反映地址
      问题地点 问题地址 位置描述 地理位置 地点 位置 地址 addressItem incidentAddress occurPlace placeText address location sfwz
      """
    ),
    (.target(.dispositionReason), "不予受理原因 不受理原因 不予受理理由 不受理理由 dispositionReason rejectReason"),
    (
      .target(.channel),
      """
      受理渠道 来源渠道 诉求渠道 来电渠道 反映渠道 渠道 诉求来源 工单来源 问题来源 案件来源 事件来源 受理来源 来件来源 上报来源 信访形式 信箱名称
      受理方式 来件方式 反映方式 来源方式 方式 来源 sourceType channel channelName openDataChannelType methodReceived eventSrcName source
      """
    ),
    (
      .target(.categoryFinal), "最终分类 办结分类 归档分类 回访分类 结案分类 结案类别 finalCategory closedCategory"
    ),
    (
      .target(.sourceUnit),
      """
      承办单位 主办单位 具体承办单位 责任单位 责任部门 承办部门 办理单位 办理部门 处置部门 处置单位 处理单位 处理部门 主办部门 主责单位 主责部门
      转往单位 转往处 转办单位 交办单位 负责单位 经办单位 受理单位 受理部门 主管部门名称 organizationName agencyName disposeUnitName
      agencyResponsible responsibleUnit department departmentName unitName unit agency orgName
      """
    ),
    (
      .target(.requestType),
      """
      诉求类型 来电类别 来电类型 信件类型 工单类型 诉求性质 信访目的 诉求类别 留言类型 问题性质 事项性质 受理类型 业务类型 性质 类别 类型
      requestType callerType orderType eventPropertyName requestKind
      """
    ),
    (
      .target(.disposition),
      """
      办理方式 处理方式 处置方式 办理类型 处理类型 处置类型 流转方式 办件方式 handleModelType handleType handleMode disposition
      """
    ),
    (
      .target(.urgency),
      """
      紧急程度 紧急级别 紧急等级 缓急程度 缓急 紧急度 优先级 优先级别 异常动态 等级 urgency urgencyLevel priority pilotLight severity
      """
    ),
    (
      .target(.status),
      """
      工单状态 当前状态 办理状态 案件状态 办结状态 信件状态 信访件状态 处理状态 事件状态 流程状态 办件状态 工单当前状态 状态名称 状态 status
      orderStatus caseStatus state stateName requestStatus
      """
    ),
    (.target(.access), "是否保密 信息保密 保密要求 保密 是否公开 isSecret secret confidential isConfidential"),
    (.target(.callerKind), "来电主体 诉求主体 投诉主体 主体类型 诉求人类型 来电人类型 来访主体 callSubject callerKind"),
    (.target(.petitionKind), "信访目的 信访目的名称 xfmdmc"),
    (.target(.petitionPath), "信访形式 信访形式名称 petitionForm"),
    (.target(.scheme), "编码标准 分类标准 标准名称 分类体系 standardRef codeStandard categoryScheme"),
    (
      .target(.gridCode),
      "单元网格编码 单元网格标识码 单元网格号 单元网格 网格编码 网格编号 网格号 所在网格 所属网格 gridCode gridId gridNo sZDYWGBSM"
    ),
    (.target(.objectCode), "部件标识码 部件编码 部件编号 部件代码 设施编号 设施编码 objectCode partCode assetId"),
    (
      .target(.accused),
      "被反映对象 被诉单位 被投诉单位 被投诉对象 被举报单位 被反映单位 被投诉人 被反映人 被举报人 被信访人姓名 被投诉人姓名 被反映人姓名 被举报人姓名 涉事单位 涉及单位 reflectName accused"
    ),
    (
      .target(.district),
      """
      区划代码 所属区县 区县 所属区域 行政区划 行政区划代码 区名称 问题属地 所在区 所在区县 事发区县 事发区域 所属地区 属地 辖区 区域 县区 市区 县市区
      区 district districtName borough county
      """
    ),
    (
      .target(.town),
      """
      所属街道 镇街 所在乡镇 乡镇街道 街道名称 所属乡镇 所属镇街 所在街道 街镇 街道乡镇 乡镇(街道) 事发街道 街道 乡镇 town townName streetName
      """
    ),
    (
      .target(.receivedAt),
      """
      受理时间 来电时间 登记时间 受理日期 来信时间 上报时间 接收时间 来件时间 诉求时间 提交时间 留言时间 投诉时间 举报时间 反映时间 信访日期 登记日期
      来电日期 上报日期 提交日期 接件时间 创建时间 创建日期 录入时间 acceptTime callTime receivedAt createTime createdTime createdAt
      createdDate requestedDatetime openDate openedAt submitTime submittedAt registerTime reportTime created
      """
    ),
    (
      .target(.sourceDueAt),
      """
      延期时限 延期后时限 延期时间 延期截止时间 办理时限 截止时间 要求办结时间 办理期限 限办时间 处置截止时间 承诺办结时间 应办结时间 办结期限 办结时限
      要求完成时间 截止日期 限办日期 到期时间 deadlineDate dueDate dueTime dueAt deadline expectedDatetime targetDate slaTargetDt
      """
    ),
    (.target(.acceptedAt), "立案时间 立案日期 签收时间 受理告知时间 acceptedAt caseTime filedAt"),
    (
      .target(.repliedAt),
      """
      答复时间 反馈时间 反馈日期 回复时间 回复日期 答复日期 处置完成时间 处理完成时间 办理完成时间 replyTime repliedAt replyDate respondedAt
      """
    ),
    (
      .target(.closedAt),
      """
      办结时间 办结日期 结案时间 结案日期 完成时间 归档时间 结束时间 关闭时间 completeTime finishTime closedDate closedAt closeTime closeDate
      closedDt archiveTime endTime
      """
    ),
    (.target(.longitude), "经度 东经 longitude lng lon gpsLng x坐标 x"),
    (.target(.latitude), "纬度 北纬 latitude lat gpsLat y坐标 y"),
    (.target(.headcount), "信访人数 涉及人数 人数 headcount peopleCount"),
    (.target(.urgeCount), "催办次数 催单次数 催办情况 催办数 urgeCount urgeNum"),
  ]

  private static let personLists: [(Meaning, String)] = [
    (
      .target(.name),
      """
      来电人 来电人姓名 诉求人 诉求人姓名 信访人 信访人姓名 写信人 来信人 投诉人 投诉人姓名 举报人 举报人姓名 反映人 反映人姓名 申请人 留言人 联系人
      联系人姓名 市民姓名 用户姓名 客户姓名 姓名 callerName contactName citizenName applicantName personName name userName xm
      """
    ),
    (
      .target(.phone),
      """
      联系电话 联系方式 联系手机 手机号码 手机号 手机 电话号码 电话 举报电话 投诉电话 来电电话 诉求人电话 信访人电话 来电号码 主叫号码 contactPhone
      callerPhone callerContact callPhone phone phoneNumber mobile mobilePhone telephone tel contact sjh
      """
    ),
    (.target(.otherPhone), "其他电话 备用电话 固定电话 其他联系方式 被反映人电话 被投诉人电话 otherPhone reflectPhone gddh"),
    (
      .target(.idNumber),
      "证件号码 身份证号 身份证号码 身份证 证件号 公民身份号码 idNumber idCard idCardNo identityNo certNo zjhm"
    ),
    (
      .target(.address),
      """
      住址 联系地址 家庭住址 家庭地址 现住址 居住地址 通讯地址 户籍地址 户籍地 来电人地址 诉求人地址 投诉人地址 信访人住址 homeAddress contactAddress
      mailingAddress xxzz
      """
    ),
    (.target(.room), "房号 室号 房间号 门牌号 roomNo room"),
    (.target(.plate), "车牌号 车牌号码 车牌 号牌号码 plateNo licensePlate"),
    (.target(.email), "电子邮箱 电子邮件 邮箱 邮箱地址 email mail emailAddress"),
    (
      .target(.otherName),
      """
      监督员 采集员 经办人 受理人 受理员 登记人 话务员 坐席 坐席员 坐席姓名 接线员 值班员 回访员 回访人 承办人 办理人 处理人 录入人 代理人 联络员
      操作员 operatorName handlerName agentName
      """
    ),
  ]

  private static let partLists: [(Meaning, String)] = [
    (.part(.categoryKind), "问题类型 部件事件 案件类型 类型(部件/事件) 部件/事件 recType eventKind"),
    (.part(.majorCode), "大类代码 大类编码 大类编号 一级分类代码 majorCode"),
    (.part(.minorCode), "小类代码 小类编码 小类编号 二级分类代码 三级分类代码 minorCode"),
    (.part(.majorName), "诉求归口 大类名称 大类 一级分类 一级分类名称 一级类别 问题大类 mainTypeName majorName"),
    (
      .part(.minorName),
      "诉求小类 小类名称 小类 二级分类 二级分类名称 三级分类 问题小类 二级类别 subTypeName minorName descriptor"
    ),
    (.part(.categoryCode), "内容分类代码 问题分类代码 分类代码 分类编码 事项代码 questionCode categoryCode nrfldm"),
    (
      .part(.categoryName),
      """
      问题分类 诉求分类 归口类型 归口分类 归口类别 分类名称 内容分类 问题类别 工单分类 业务分类 事项分类 投诉分类 分类 category categoryName
      complaintType questionName problemType serviceName nrflmc eventTypeName
      """
    ),
    (.part(.community), "社区名称 所属社区 社区 村居 村社区 所属村居 村(居) communityName community"),
  ]

  private static let unusedLists: [(Meaning, String)] = [
    (
      .unused("个人特征，分析不用"),
      "性别 称谓 年龄 民族 职业 学历 政治面貌 来电人性别 诉求人性别 来电人年龄 callerSex sex gender age"
    ),
    (
      .unused("回访与评价，另有表"),
      """
      满意度 满意情况 满意评价 评价 评价结果 回访结果 回访情况 回访内容 回访时间 回访人员 是否满意 是否回访 satisfaction visitTime
      visitIsSatisfaction visitResult
      """
    ),
    (
      .unused("平台自己的答复，不入库"),
      """
      答复内容 回复内容 办理结果 反馈内容 处理结果 处理意见 办理意见 办理情况 办结意见 回复意见 答复意见 处置结果 核查结果 reply replyContent
      resolution resolutionDescription handleResult
      """
    ),
    (
      .unused("退单与延期过程，由交办记录"),
      """
      退单次数 退回次数 退办次数 退单原因 退回原因 退办原因 退单说明 返工次数 是否延期 延期次数 延期标志 延期原因 returnReason backReason backNum
      delayNum delayReason
      """
    ),
    (
      .unused("平台流转时间，不入库"),
      """
      派单时间 派发时间 交办时间 交办日期 派遣时间 转办时间 分派时间 更新时间 修改时间 最后更新时间 dispatchTime firstDispatchTime updateTime updatedAt
      modifyTime resolutionActionUpdatedDate
      """
    ),
    (.unused("行号，不是编号"), "序号 行号 rowNo seq no"),
    (.unused("查询口令，不得入库"), "查询码 查询密码 验证码 queryCode password"),
    (.unused("写信人所选，不作交办依据"), "递送部门 收信单位 收件单位 写信对象"),
    (.unused("指答复是否公开，与保密无关"), "是否同意公开 公开标志 gkbz"),
    (.unused("由本系统计算"), "是否超时 是否超期 是否逾期 初重件 初/重 isExpire isTimeout"),
    (.unused("时限的量，不是时间"), "处置时限 时限 时限单位 timeUnit handleDays"),
    (.unused("立案条件，不入库"), "立案条件"),
    (.unused("登记方，不是承办方"), "登记单位 登记部门 登记机构"),
    (.unused("录音与附件，不入库"), "录音 录音文件 附件 图片 照片 callRecordFileId attachments"),
  ]
}
