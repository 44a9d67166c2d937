internal import Columns

/// Makes records from plans.
struct RecordRenderer {
  let world: World
  /// The day of the export: what happens after it is not known yet.
  let asOf: Int32

  /// A plan's record as it stands at the end of the export's day.
  func record(_ plan: RequestPlan) -> Record {
    let facts = MatterFacts(plan, world)
    var composer = TextComposer(world, plan, facts: facts)
    let (title, content) = composer.compose()
    var dice = Dice(plan.seed, 40)
    var phones = composer.phones
    var names = composer.names
    let person = plan.person >= 0 ? world.population.person(Int(plan.person)) : nil
    var second: Int?
    if let person, !plan.traits.contains(.inspected) {
      phones.append(person.phone)
      names.append(person.name)
      if dice.chance(60) {
        second = world.population.secondPhone(person)
        phones.append(second ?? 0)
      }
    }
    let times = Course(plan, asOf: asOf)
    let code = officeCodes(plan, facts, &dice)
    let offices =
      times.isDispatched ? code.map { world.offices.written($0, town: facts.town, &dice) } : []
    let earlier = plan.traits.contains(.numberLost) ? nil : plan.earlier?.id
    return Record(
      plan: plan, facts: facts, id: plan.reference.id, earlierID: earlier,
      receivedAt: times.receivedAt, title: title, content: content,
      name: person.map { world.population.names[$0.name] }, isMale: person?.isMale ?? true,
      phone: person.map { Population.phoneText($0.phone) },
      secondPhone: second.map(Population.phoneText), address: address(plan, facts),
      offices: offices,
      accused: plan.traits.contains(.accuses)
        ? world.offices.written(facts.accusedCode, town: facts.town, &dice) : nil,
      isDispatched: times.isDispatched, isReturned: times.isReturned, isClosed: times.isClosed,
      dispatchedAt: times.dispatchedAt, dueAt: times.dueAt, extendedTo: times.extendedTo,
      reply: reply(plan, times, office: offices.first ?? "", &dice), repliedAt: times.repliedAt,
      closedAt: times.closedAt,
      returnReason: times.isReturned
        ? world.replies.text("returned", office: "", &dice) : nil,
      urgeCount: plan.traits.contains(.urges) ? 1 + dice.below(3) : dice.chance(20) ? 1 : 0,
      changedAt: times.changedAt, usedNames: names, usedPhones: phones)
  }

  /// Whom the platform's dispatcher gave it: mostly rightly.
  private func officeCodes(_ plan: RequestPlan, _ facts: MatterFacts, _ dice: inout Dice)
    -> [String]
  {
    let right = world.offices.acceptable(leaf: Int(plan.leaf), town: facts.town)
    let town = "ZF-" + facts.town.code
    guard let first = right.first else { return [town] }
    let roll = dice.below(100)
    if roll < 5 { return [town] }
    if roll < 20 { return [first, right.count > 1 ? right[1] : town].filter { !$0.isEmpty } }
    return [first]
  }

  private func reply(
    _ plan: RequestPlan, _ times: Course, office: String, _ dice: inout Dice
  ) -> String? {
    guard times.isClosed else {
      return times.isDispatched && dice.chance(250)
        ? world.replies.text("working", office: office, &dice) : nil
    }
    if plan.handling == .invalid { return nil }
    return world.replies.text(times.isDispatched ? "closed" : "direct", office: office, &dice)
  }

  /// The form field: for some the exact place, for some only the town, for some nothing.
  private func address(_ plan: RequestPlan, _ facts: MatterFacts) -> String {
    guard plan.site.isStated, plan.traits.isDisjoint(with: [.doubtful, .silent]) else { return "" }
    var fields = plan
    fields.textSeed = Dice.mix(plan.seed, 41)
    var dice = Dice(plan.seed, 42)
    let roll = dice.below(100)
    if roll < 12 { return "" }
    if roll < 20 { return facts.town.name }
    var composer = TextComposer(world, fields, facts: facts)
    composer.writePlace(kind: plan.site.kind, withoutBuilding: false)
    return String(decoding: composer.bytes, as: UTF8.self)
  }
}
