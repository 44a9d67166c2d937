/// The words by which a text accuses those who serve the public, written as `ScreenedText` reads.
///
/// They are the language's, not a city's; a city adds its own as lexicon rules `accuse:…`.
enum AccusationWords {
  /// Offences that only those in office commit: they accuse without naming anybody.
  static let ofOffice = [
    "受贿", "索贿", "行贿", "贪污", "贪腐", "贪污腐败", "腐败分子", "腐败问题", "渎职", "玩忽职守", "滥用职权", "以权谋私",
    "徇私枉法", "徇私舞弊", "官商勾结", "警匪勾结", "官官相护", "保护伞", "吃拿卡要", "公款吃喝",
    "挪用公款", "公车私用", "权钱交易", "买官卖官", "优亲厚友", "截留补贴", "截留补助", "套取补贴",
    "套取国家", "侵占集体", "侵吞集体", "贪占", "违纪", "暴力执法", "粗暴执法", "野蛮执法",
    "钓鱼执法", "贿选", "以权压人", "中饱私囊", "吃空饷", "小官巨贪",
    "知道是我举报", "知道是我投诉", "知道谁举报", "转给了被投诉", "转给被投诉", "转给了被举报", "泄露举报人",
    "泄露投诉人", "打过招呼", "打了招呼", "内定", "没人敢查", "没人敢拆", "没有人敢查", "没有人敢拆", "谁都不敢查",
    "谁都不敢拆", "谁来都查不了", "检查之前就知道", "检查前就知道", "提前知道检查",
  ]
  /// Those in office whose kin is named as the reason why nothing is done.
  static let titles = [
    "书记", "主任", "局长", "所长", "镇长", "乡长", "村长", "支书", "领导", "干部", "科长", "区长", "县长", "市长",
    "院长", "法官",
  ]
  /// Kin and favourites of those in office.
  static let kin = [
    "亲戚", "小舅子", "儿子", "女婿", "侄子", "外甥", "弟弟", "姐夫", "妹夫", "老表", "亲家", "自家人", "家先",
    "关系户",
  ]
  /// What a title and a kin make together: they accuse whoever bears the title.
  static let favours = titles.flatMap { title in
    kin.flatMap { ["\(title)的\($0)", "\(title)\($0)"] }
  }
  /// Before a unit, they say whose kin works there.
  static let connections = ["他", "她", "老板", "他家", "老板的", "他的"].flatMap { who in
    ["亲戚", "姐夫", "小舅子", "儿子", "舅舅", "叔叔", "老公", "老婆", "爸爸", "爸", "哥哥", "弟弟", "侄子"].map {
      "\(who)\($0)在"
    }
  }
  /// Ways to serve badly: they accuse whoever of the public service stands in the same sentence.
  static let disservice = [
    "不作为", "乱作为", "慢作为", "懒政", "怠政", "推诿", "扯皮", "踢皮球", "推脱", "互相推", "敷衍",
    "糊弄", "搪塞", "不履职", "不履行职责", "官僚", "官腔", "态度恶劣", "态度差", "态度极差",
    "态度很差", "态度蛮横", "态度生硬", "态度冷淡", "态度傲慢", "言语粗暴", "行为粗暴", "冷漠",
    "置之不理", "漠视", "办事拖拉", "故意拖延", "脱岗", "空岗", "吃卡拿要", "选择执法",
    "选择性执法", "执法不公", "处理不公", "假公济私", "违纪", "失职", "乱罚款", "刁难", "偏袒",
    "袒护", "包庇", "徇私", "通风报信", "好处费", "收受", "暗箱操作", "走后门", "欺上瞒下",
    "打击报复", "工作作风", "不公正", "违规执法", "违法行政", "程序违法", "强烈不满", "表示不满", "非常不满", "效率低", "挂断电话", "直接挂断",
    "弄虚作假", "未到现场", "没到现场", "没有到现场", "不到现场", "未去现场", "白找", "白搭", "一伙的",
    "穿一条裤子", "沆瀣一气", "打太极", "磨洋工", "混日子", "不干事", "不办事", "不管事", "装糊涂",
    "睁只眼闭只眼", "忽悠", "凶得很", "很凶", "凶巴巴", "甩脸", "甩脸色", "目中无人", "高高在上",
    "撂电话", "摔电话", "收了钱", "拿了钱", "拿好处", "打点", "有后台", "罩着", "撑腰", "不担当", "从来不", "从来没", "根本不", "根本没",
    "压根", "就是不管", "不管不问",
    "不理不睬", "爱管不管", "石沉大海", "踢来踢去",
    "形式主义", "官僚主义", "走过场", "应付检查", "出尔反尔", "言而无信", "拒不受理", "拒绝受理",
    "串通", "吃了饭抽了烟", "白吃白拿", "白拿", "送烟", "送了烟", "只罚我", "自家人", "说话很冲", "语气很冲", "口气很冲",
    "挂我电话", "挂了我的电话", "挂电话", "让我私了", "叫我私了", "让私了", "不问青红皂白", "打游戏", "玩手机", "嗑瓜子",
    "自己看着办", "让我看着办", "从来不给钱", "从不给钱", "砸我家", "强行拆", "拿去盖自己", "据为己有", "装进自己",
    "被他知道", "睁一只眼", "闭一只眼", "没有进去看", "没进去看", "走形式", "故意为难", "为难我", "皮球踢",
    "爱理不理", "不理人", "叫了几遍不理", "三遍不理", "推来推去", "收好处", "收了好处", "吃请", "不作声", "一推了之",
    "推责", "甩锅", "拒不公开", "账目不清", "账目不明", "不公开账目", "违规发放",
  ]
  /// Deeds that others commit too: they accuse only who stands in the same clause.
  static let deeds = [
    "回扣", "红包", "收钱", "收礼", "送礼", "勾结", "泄露", "报复", "打人", "殴打", "推搡", "辱骂",
    "骂人", "侵占", "侵吞", "私吞", "挪用", "克扣", "截留", "冒领", "虚报", "造假",
    "打牌", "赌博", "酒驾", "喝酒", "关系户", "乱收费", "敲诈", "强拆", "强征", "违规操作", "越权",
    "粗暴", "威胁", "恐吓",
  ]
  /// Misdeeds that accuse an enterprise or a school of more than bad service.
  static let crimes: Set<String> = [
    "好处费", "回扣", "红包", "收受", "勾结", "侵占", "侵吞", "私吞", "挪用", "截留", "冒领",
    "打击报复", "敲诈", "暗箱操作", "弄虚作假",
  ]
  /// Verbs that take the accused as their object.
  static let verbs = ["举报", "投诉", "控告", "检举", "揭发", "状告", "告发", "追究", "问责"]

  /// Those who serve the public, without their unit's name.
  static let staff = [
    "村支书", "村书记", "村主任", "村干部", "村长", "村会计", "支部书记", "社区书记", "社区主任",
    "社区干部", "社区工作人员", "居委会主任", "镇长", "镇书记", "镇干部", "镇领导", "乡长", "局长",
    "副局长", "所长", "科长", "处长", "科员", "县长", "区长", "街道书记", "街道主任", "街道工作人员",
    "街道干部", "镇政府工作人员", "民警", "辅警", "交警", "警察", "警官", "城管队员", "城管执法人员",
    "城管人员", "执法人员", "执法队员", "公职人员", "公务员", "党员干部", "领导干部", "窗口工作人员",
    "办事人员", "网格员", "法官", "检察官", "驻村干部", "村两委", "干部",
  ]
  /// People who work for anybody; they count where the word before says for whom.
  static let anybody = ["工作人员", "相关人员", "负责人", "领导", "书记", "主任", "经办人", "人员"]
  /// Endings of public bodies that no register knows; they count right before bad service.
  static let endings = ["局", "政府", "管委会", "办事处", "大队", "中队", "法院", "检察院", "政务中心"]
  /// Bodies that no register names one by one, and the function that answers for them.
  static let bodies: [(word: String, function: String)] = [
    ("村委会", "ZF"), ("村委", "ZF"), ("村民委员会", "ZF"), ("居委会", "ZF"), ("居民委员会", "ZF"),
    ("社区居委", "ZF"), ("街道办", "ZF"), ("镇政府", "ZF"), ("乡政府", "ZF"), ("派出所", "GA"),
    ("警务站", "GA"), ("交警队", "JJ"), ("交警大队", "JJ"), ("城管队", "CG"), ("城管中队", "CG"),
    ("司法所", "SF"), ("财政所", "ZF"), ("国土所", "ZR"), ("市监所", "SJ"), ("卫生院", "WJ"),
    ("业委会", ""), ("物业", ""),
  ]
  /// Bodies that are places as often: they count where somebody turned to them.
  static let placeBodies: [(word: String, function: String)] = [("社区", "ZF"), ("街道", "ZF")]
  /// The function of staff whose name says it.
  static let staffFunctions: [(word: String, function: String)] = [
    ("民警", "GA"), ("辅警", "GA"), ("警察", "GA"), ("警官", "GA"), ("交警", "JJ"),
    ("城管", "CG"), ("村", "ZF"), ("社区", "ZF"), ("街道", "ZF"), ("镇", "ZF"), ("乡", "ZF"),
    ("网格员", "ZF"), ("居委", "ZF"),
  ]

  /// Before a name, they make its bearer the one who is asked, not the accused.
  static let asking = [
    "向", "给", "找", "请", "让", "由", "至", "到", "求", "叫", "去", "联系", "希望", "要求", "建议",
    "咨询", "通知", "麻烦", "拨打", "交", "报", "恳请", "请求", "盼", "望", "呼吁", "催", "催促",
    "感谢", "表扬", "转", "经", "反馈", "上报", "尊敬的", "致", "找了", "找过", "问了", "问过", "去了", "打到",
  ]
  /// Of those, what a person does who has been there: what follows may still accuse.
  static let turningTo = [
    "向", "给", "找", "到", "去", "联系", "至", "拨打", "找了", "找过", "问了", "问过", "去了", "打到",
  ]
  /// Between who was asked and bad service, they say who answered.
  static let answering = [
    "对方", "其", "他们", "对此", "却", "均", "都", "一直", "但", "结果", "工作人员", "等于", "就是", "根本",
    "接电话的", "接线", "那个", "说话",
  ]
  /// After a name, they make it a place.
  static let placing = [
    "附近", "门口", "对面", "旁", "隔壁", "北侧", "南侧", "东侧", "西侧", "以北", "以南", "以东",
    "以西", "大楼", "宿舍", "家属", "停车场", "食堂", "路口", "后面", "前面", "院内", "辖区", "管辖",
    "范围", "北", "南", "东", "西", "路", "小区", "公寓", "新村",
  ]
}
