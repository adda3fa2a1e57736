/// How pages look.
enum Stylesheet {
    static let text = """
        body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; }

        """
}
