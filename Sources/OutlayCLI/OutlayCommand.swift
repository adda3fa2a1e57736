import ArgumentParser

@main
struct OutlayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "outlay")
}
