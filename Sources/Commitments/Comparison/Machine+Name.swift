/// Sizes of machines as the vendors write them in names.
extension Machine {
    /// Reads names such as `m6i.2xlarge`, `ecs.g7.2xlarge`, `c7.2xlarge.4`, `SA5.2XLARGE16`, `n2-standard-8`, `D8s v5`,
    /// `8 cores 32 GB`, `vCPU`; `nil` for others.
    ///
    /// Sizes are vCPUs by the vendors' own convention; a memory that neither name nor family gives stays unknown.
    init?(name: String) {
        let text = name.lowercased()
        let words = text.split { " ,;:/()_".contains($0) }.map(String.init)
        guard let machine = Machine(type: text) ?? Machine(spoken: text) ?? Machine(azure: words) else {
            return nil
        }
        self = machine
    }

    /// Reads instance types alone: what may stand in an id that is otherwise opaque.
    init?(type name: String) {
        let words = name.lowercased().split { " ,;:/()_".contains($0) }.map(String.init)
        let found = words.lazy.compactMap { Machine(dotted: $0) ?? Machine(dashed: $0) }
        guard let machine = found.first else { return nil }
        self = machine
    }

    /// GiB a vCPU has in a family, by its first letter: compute, general, memory.
    private static func memory(ofFamily family: Substring) -> Double? {
        let letters = family.prefix { $0.isLetter }
        return switch letters.first {
        case "c" where letters.count <= 2: 2
        case "m" where letters.count <= 2, "g" where letters.count <= 2: 4
        case "r" where letters.count <= 2: 8
        default: nil
        }
    }

    /// `m6i.2xlarge` (AWS), `ecs.g7.2xlarge` (Alibaba, Volcengine), `c7.2xlarge.4` (Huawei), `sa5.2xlarge16` (Tencent).
    private init?(dotted word: String) {
        let parts = word.split(separator: ".")
        guard let place = parts.firstIndex(where: { $0.contains("large") }), place > 0,
            let vCPUs = Machine.size(parts[place]),
            parts[0] == "ecs" && parts[1].first == "g" && parts[1].dropFirst().first?.isNumber == true
                || !Machine.accelerators.contains(String(parts[place - 1].prefix { $0.isLetter }))
        else { return nil }
        let written = parts[place].drop { $0 != "e" }.dropFirst()
        let ratio = place + 1 < parts.count ? Double(parts[place + 1]) : nil
        let memory =
            Double(written) ?? ratio.map { $0 * vCPUs }
            ?? Machine.memory(ofFamily: parts[place - 1]).map { $0 * vCPUs }
        self.init(vCPUs: vCPUs, memoryGiB: memory, gpus: nil)
    }

    /// Families whose price is that of accelerators, of which the name does not say how many.
    private static let accelerators: Set<String> = [
        "g", "p", "gn", "gi", "pni", "hpcpni", "inf", "trn", "dl", "vt",
    ]

    /// `large` has 2 vCPUs, `xlarge` 4, `2xlarge` 8, `16xlarge` 64.
    private static func size(_ text: Substring) -> Double? {
        let number = text.prefix { $0.isNumber }
        let rest = text.dropFirst(number.count)
        if rest.hasPrefix("xlarge") { return 4 * (Double(number) ?? 1) }
        return rest.hasPrefix("large") && number.isEmpty ? 2 : nil
    }

    /// `n2-standard-8`, `e2-highmem-4`, `c2-highcpu-16` (Google Cloud).
    private init?(dashed word: String) {
        let parts = word.split(separator: "-")
        guard parts.count >= 3, let vCPUs = Double(parts[2]) else { return nil }
        switch parts[1] {
        case "standard": self.init(vCPUs: vCPUs, memoryGiB: 4 * vCPUs, gpus: nil)
        case "highmem": self.init(vCPUs: vCPUs, memoryGiB: 8 * vCPUs, gpus: nil)
        case "highcpu": self.init(vCPUs: vCPUs, memoryGiB: vCPUs, gpus: nil)
        default: return nil
        }
    }

    /// `D8s v5`, `E16s v5`, `F4s v2` (Azure): the number is vCPUs, the letter the family.
    private init?(azure words: [String]) {
        guard let version = words.firstIndex(where: { $0.first == "v" && Int($0.dropFirst()) != nil }),
            version > 0
        else { return nil }
        let size = words[version - 1]
        guard let family = size.first, let vCPUs = Double(size.dropFirst().prefix { $0.isNumber }) else {
            return nil
        }
        let ratio: Double? = ["d": 4, "e": 8, "f": 2, "b": 4][family]
        self.init(vCPUs: vCPUs, memoryGiB: ratio.map { $0 * vCPUs }, gpus: nil)
    }

    /// `8 cores 32 GB`, `16c64g`, `Autopilot vCPU`, `vCore`, `tair.rdb.8g`, `910B card`.
    private init?(spoken text: String) {
        let tokens = Machine.tokens(text)
        func number(before names: Set<String>) -> Double? {
            zip(tokens, tokens.dropFirst()).first { names.contains($1) }.flatMap { Double($0.0) }
        }
        let cores = number(before: ["vcpu", "vcpus", "core", "cores", "c", "vcore", "vcores"])
        let memory = number(before: ["gb", "gib", "g"])
        if cores != nil || memory != nil {
            self.init(vCPUs: cores, memoryGiB: memory, gpus: nil)
        } else if tokens.contains(where: { ["vcpu", "vcore"].contains($0) }) {
            self.init(vCPUs: 1, memoryGiB: nil, gpus: nil)
        } else if tokens.contains(where: { ["card", "gpu"].contains($0) }) {
            self.init(vCPUs: nil, memoryGiB: nil, gpus: 1)
        } else {
            return nil
        }
    }

    /// Runs of letters and of digits.
    private static func tokens(_ text: String) -> [String] {
        var tokens: [String] = []
        var kind = 0
        for character in text {
            let next = character.isNumber ? 1 : character.isLetter ? 2 : 0
            if next != 0 {
                if next == kind, let last = tokens.indices.last {
                    tokens[last].append(character)
                } else {
                    tokens.append(String(character))
                }
            }
            kind = next
        }
        return tokens
    }
}
