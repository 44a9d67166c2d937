internal import Columns

extension TextComposer {
  /// Writes a pattern with its gaps filled.
  mutating func fill(_ phrase: Phrase, _ voice: Voice) {
    self.voice = voice
    let kind = plan.site.kind
    // A sentence that names the firm itself says by {place} where the firm stands.
    let namesAnchor = phrase.namedKinds.contains(kind)
    var followsGap = true
    for piece in phrase.pieces {
      switch piece {
      case .text(let words):
        bytes += words.dropFirst(followsGap ? overlap(words) : 0)
      case .slot(.place) where namesAnchor && kind.isSingle:
        writePlace(kind: .town, withoutBuilding: true)
      case .slot(.place):
        writePlace(kind: kind, withoutBuilding: phrase.namesBuilding)
      case .slot(.road) where kind == .road && phrase.namesPlace:
        putName(facts.crossing)
      case .slot(.village) where kind == .village:
        writePlace(
          kind: .village, withoutBuilding: chance(600, voice) && plan.site.precision == .any)
      case .slot(let slot):
        write(slot)
      }
      if case .slot = piece { followsGap = true } else { followsGap = false }
    }
  }

  /// How many bytes of some words the text ends with already: `市场` after `农贸市场`.
  private func overlap(_ words: [UInt8]) -> Int {
    for length in [12, 9, 6] where words.count >= length && bytes.count >= length {
      if words[0] >= 0xe0 && words[..<length].elementsEqual(bytes[(bytes.count - length)...]) {
        return length
      }
    }
    return 0
  }

  /// Writes where the matter is, in one of the ways people do.
  mutating func writePlace(kind: SiteKind, withoutBuilding: Bool) {
    let precision = kind == plan.site.kind ? plan.site.precision : .any
    let (forms, fold) = (world.placeForms, plan.fold)
    let form = draw(voice) { dice in
      forms.pick(kind, fold, precision, withoutBuilding: withoutBuilding, &dice)
    }
    for piece in form.pieces {
      switch piece {
      case .text(let words): bytes += words.dropFirst(overlap(words))
      case .slot(let slot): write(slot)
      }
    }
    if kind == .compound && !withoutBuilding && form.namesBuilding && chance(60, voice) {
      put("\(facts.room)室")
    }
  }

  private mutating func write(_ slot: Slot) {
    switch slot {
    case .place: writePlace(kind: plan.site.kind, withoutBuilding: false)
    case .short, .spot: putName(facts.spotName)
    case .road: putName(facts.road)
    case .river: put(facts.thing(.river))
    case .firm: put(facts.thing(.firm))
    case .school: put(facts.thing(.school))
    case .shop: put(facts.thing(.shop))
    case .hospital: put(facts.thing(.hospital))
    case .village: put(facts.thing(.village))
    case .building: put(plan.fold == .a ? "\(facts.block)栋" : "\(facts.block)幢")
    case .home: put("\(facts.thing(.compound))\(facts.block)\(plan.fold == .a ? "栋" : "幢")")
    case .room: put("\(facts.room)室")
    case .city: put("泰州市")
    case .district: put(Landscape.districtNames[facts.town.district])
    case .districtShort: put(Landscape.districtShortNames[facts.town.district])
    case .town: put(facts.town.name)
    case .townShort: put(facts.town.shortName)
    case .number: put("\(facts.number)")
    case .block: put("\(facts.block)")
    case .unit: put("\(facts.unit)")
    case .group: put(plan.fold == .a ? "\(facts.group)" : Self.numeral(facts.group))
    case .crossing: putName(facts.crossing)
    case .far: put(facts.far)
    case .side: put(facts.side)
    case .corner: put(facts.corner)
    case .landmark: put(landmark())
    case .office: break
    case .since, .hour, .days, .times, .money, .count, .age, .few: writeAmount(slot)
    case .name, .phone, .other, .plate, .idcard: writePersonal(slot)
    case .oldno: put(plan.earlier?.id ?? ownEarlierNumber())
    case .accused:
      let (offices, facts) = (world.offices, facts)
      put(draw(voice) { offices.written(facts.accusedCode, town: facts.town, &$0) })
    }
  }

  private mutating func writePersonal(_ slot: Slot) {
    if isMasked {
      switch slot {
      case .name, .other: put(plan.fold == .a ? "某某" : "某")
      case .plate: put("苏M*****")
      default: put("***")
      }
      return
    }
    let person = self.person ?? world.population.person(0)
    switch slot {
    case .name:
      names.append(person.name)
      put(world.population.names[person.name])
    case .other:
      var dice = Dice(plan.matterSeed, 31)
      let other = dice.below(world.population.names.count)
      names.append(other)
      put(world.population.names[other])
    case .phone:
      phones.append(person.phone)
      put(Population.phoneText(person.phone))
    case .idcard: put(Population.idNumber(person))
    default:
      var dice = Dice(plan.matterSeed, 32)
      put("苏M")
      let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
      for place in 0..<5 {
        put(place < 1 && dice.chance(500) ? String(dice.pick(letters)) : "\(dice.below(10))")
      }
    }
  }

  /// The number of an earlier order that the caller has at hand though no export of ours holds it.
  private mutating func ownEarlierNumber() -> String {
    let day = plan.day - 20 - Int32(below(60, voice))
    let platform = plan.platform.isHotline ? plan.platform : .taizhou
    return platform.recordID(day: day, serial: Int32(1 + below(900, voice)))
  }

  private mutating func landmark() -> String {
    switch facts.landmark % 4 {
    case 0: facts.thing(.school)
    case 1: facts.thing(.market)
    case 2: facts.thing(.hospital)
    default: facts.thing(.compound)
    }
  }

  mutating func put(_ text: String) { bytes += Array(text.utf8) }

  /// A name whose beginning may have been said: `海陵北路` after `海陵`.
  private mutating func putName(_ name: String) {
    let words = Array(name.utf8)
    bytes += words.dropFirst(overlap(words))
  }
}

extension [UInt8] {
  /// Whether the bytes end with others.
  func hasSuffix(_ end: [UInt8]) -> Bool {
    count >= end.count && self[(count - end.count)...].elementsEqual(end)
  }
}
