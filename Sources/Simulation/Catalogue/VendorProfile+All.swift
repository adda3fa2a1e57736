extension VendorProfile {
    /// The vendors of an estate, in the order of their files.
    static let all = [
        aws, microsoftAzure, googleCloud, alibabaCloud, tencentCloud, huaweiCloud, volcengine,
    ]
}
