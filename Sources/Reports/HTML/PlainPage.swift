extension Report {
    public func html(language: Language) -> String {
        let text = markdown(language: language)
        let body = HTMLElement("body") { HTMLElement("pre") { text } }
        return Page(title: context.workspace, language: language, body: body).html
    }
}
