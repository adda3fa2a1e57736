extension VendorProfile {
    static let volcengine = VendorProfile(
        name: "Volcengine", publisher: "Volcengine", folder: "volcengine", currency: "CNY", calendar: "CN",
        billingAccountType: "Main Account", subAccountType: "Project", accountStyle: .digits(10),
        rowPercent: 9, moneyPerLine: 1150, discountPercent: 30, taxPercent: 6,
        exportHour: 7, lagDays: 0, latePerMille: 20, supportMicros: 3_000_000_000,
        marketplace: nil,
        commitments: [
            CommitmentProfile(
                type: "Savings Plan", name: "gpu-savings-plan-1yr", isSpend: true, payment: .monthly,
                service: "GPU Cloud Server",
                savingPercent: 25, coverPercent: 35, startOffset: 0, isRenewed: true)
        ],
        regions: [
            RegionProfile(id: "cn-beijing", name: "North China 2 (Beijing)", weight: 60, pricePercent: 100),
            RegionProfile(id: "cn-shanghai", name: "East China 2 (Shanghai)", weight: 40, pricePercent: 100),
        ],
        services: volcengineServices)

    private static let volcengineServices = [
        ServiceProfile(
            name: "GPU Cloud Server", category: "Compute", subcategory: "Virtual Machines",
            resourceType: "GPU Instance",
            resourceTemplate: "trn:ecs:{region}:{account}:instance/i-{hex}",
            weight: 42, shape: .accelerator, growth: 0.4, isZonal: true,
            skus: [
                SkuProfile(
                    meter: "ecs.hpcpni2.28xlarge", unit: "Hours", listMicros: 168_000_000,
                    details:
                        #"{"CoreCount":112,"GpuCount":8,"InstanceSeries":"hpcpni2","InstanceType":"ecs.hpcpni2.28xlarge","MemorySize":2048}"#
                ),
                SkuProfile(
                    meter: "ecs.pni2.3xlarge", unit: "Hours", listMicros: 17_500_000,
                    details:
                        #"{"CoreCount":14,"GpuCount":1,"InstanceSeries":"pni2","InstanceType":"ecs.pni2.3xlarge","MemorySize":245}"#
                ),
            ]),
        ServiceProfile(
            name: "Elastic Compute Service", category: "Compute", subcategory: "Virtual Machines",
            resourceType: "Instance",
            resourceTemplate: "trn:ecs:{region}:{account}:instance/i-c{hex}",
            weight: 18, shape: .business, growth: 0.2, isZonal: true,
            skus: [
                SkuProfile(
                    meter: "ecs.g3il.2xlarge", unit: "Hours", listMicros: 1_900_000,
                    details:
                        #"{"CoreCount":8,"InstanceSeries":"g3il","InstanceType":"ecs.g3il.2xlarge","MemorySize":32}"#
                )
            ]),
        ServiceProfile(
            name: "TOS Object Storage", category: "Storage", subcategory: "Object Storage",
            resourceType: "Bucket",
            resourceTemplate: "trn:tos:{region}:{account}:{hex}",
            weight: 14, shape: .storage, growth: 0.35,
            skus: [
                SkuProfile(
                    meter: "Standard storage", unit: "GB-Months", listMicros: 99_000,
                    details: #"{"StorageClass":"Standard"}"#)
            ]),
        ServiceProfile(
            name: "veDB for MySQL", category: "Databases", subcategory: "Relational Databases",
            resourceType: "Instance",
            resourceTemplate: "trn:vedbm:{region}:{account}:instance/vedbm-{hex}",
            weight: 10, shape: .steady, growth: 0.1,
            skus: [
                SkuProfile(meter: "vedb.mysql.g4.2xlarge", unit: "Hours", listMicros: 4_800_000)
            ]),
        ServiceProfile(
            name: "Content Delivery Network", category: "Networking", subcategory: "Content Delivery",
            resourceType: "Domain",
            resourceTemplate: "trn:cdn:{region}:{account}:domain/{hex}",
            weight: 16, shape: .consumer, growth: 0.2,
            skus: [
                SkuProfile(meter: "Mainland traffic", unit: "GB", listMicros: 190_000)
            ]),
        ServiceProfile(
            name: "Volcano Ark", category: "AI and Machine Learning", subcategory: "Generative AI",
            resourceType: "Endpoint",
            resourceTemplate: "trn:ark:{region}:{account}:endpoint/ep-{hex}",
            weight: 0, shape: .accelerator, growth: 0,
            skus: [
                SkuProfile(meter: "Model output tokens", unit: "1M Tokens", listMicros: 8_000_000)
            ]),
    ]
}
