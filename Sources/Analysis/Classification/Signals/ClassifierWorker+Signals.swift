internal import Columns
internal import Complaints

extension ClassifierWorker {
  /// Decides what a row is besides its class, and adds it to the output.
  mutating func appendSignals(
    _ row: Int, of input: ClassifierInput, leaf: Int?, title: Span<UInt8>, content: Span<UInt8>
  ) {
    let month = input.receivedOn[row].map { CivilTime.date($0).month } ?? 0
    classifier.signals.reader.read(
      title: title, content: content, month: month, using: &signalScratch)
    let facts = SignalDecider.Facts(
      type: input.type[row].flatMap(RequestType.init(rawValue:)),
      urgency: input.urgency[row].flatMap(Urgency.init(rawValue:)), leaf: leaf)
    signals.append(classifier.signals.decide(signalScratch, facts))
  }
}
