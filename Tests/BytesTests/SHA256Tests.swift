import Testing

@testable import Bytes

@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `the vectors of NIST hold`(message: String, digest: String) {
    #expect(SHA256.hash(message).hexadecimal == digest)
  }

  @Test(arguments: [
    (55, "463eb28e72f82e0a96c0a4cc53690c571281131f672aa229e0d45ae59b598b59"),
    (56, "da2ae4d6b36748f2a318f23e7ab1dfdf45acdc9d049bd80e59de82a60895f562"),
    (63, "29af2686fd53374a36b0846694cc342177e428d1647515f078784d69cdb9e488"),
    (64, "fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108"),
    (65, "4bfd2c8b6f1eec7a2afeb48b934ee4b2694182027e6d0fc075074f2fabb31781"),
    (119, "da18797ed7c3a777f0847f429724a2d8cd5138e6ed2895c3fa1a6d39d18f7ec6"),
    (120, "f52b23db1fbb6ded89ef42a23ce0c8922c45f25c50b568a93bf1c075420bbb7c"),
  ])
  func `lengths around a block's end hold`(length: Int, digest: String) {
    #expect(SHA256.hash((0..<length).map { UInt8($0 % 251) }).hexadecimal == digest)
  }

  @Test func `a million a's hold`() {
    #expect(
      SHA256.hash([UInt8](repeating: 0x61, count: 1_000_000)).hexadecimal
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `the processor's instructions and the plain steps agree`() {
    let blocks = (0..<64 * 20).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ $0 >> 5) }
    for count in 1...20 {
      var fast = SHA256()
      var plain = SHA256()
      fast.compress(blocks.span.extracting(0..<count * 64))
      plain.compressPlainly(blocks.span.extracting(0..<count * 64))
      #expect((0..<8).allSatisfy { fast.state[$0] == plain.state[$0] })
    }
  }

  @Test func `a message in pieces has the digest of the whole`() {
    let message = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    for size in [1, 3, 55, 56, 63, 64, 65, 127, 200] {
      var digest = SHA256()
      for start in stride(from: 0, to: message.count, by: size) {
        digest.update(Array(message[start..<min(message.count, start + size)]))
      }
      #expect(digest.finalize() == SHA256.hash(message))
    }
  }

  @Test(arguments: [
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func `the HMAC vectors of RFC 4231 hold`(key: [UInt8], message: String, code: String) {
    #expect(SHA256.authenticationCode(Array(message.utf8), key: key).hexadecimal == code)
  }
}
