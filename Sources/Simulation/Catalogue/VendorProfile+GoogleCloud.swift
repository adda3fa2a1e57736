extension VendorProfile {
    static let googleCloud = VendorProfile(
        name: "Google Cloud", publisher: "Google", folder: "google-cloud", currency: "USD", calendar: "US",
        billingAccountType: "Billing Account", subAccountType: "Project", accountStyle: .project,
        rowPercent: 13, moneyPerLine: 160, discountPercent: 14, taxPercent: 4,
        exportHour: 10, lagDays: 0, latePerMille: 30, supportMicros: 500_000_000,
        marketplace: nil,
        commitments: [
            CommitmentProfile(
                type: "Committed Use Discount", name: "compute-cud-1yr", isSpend: true, payment: .monthly,
                service: "Compute Engine",
                savingPercent: 22, coverPercent: 45, startOffset: 0, isRenewed: true)
        ],
        regions: [
            RegionProfile(id: "us-central1", name: "Iowa", weight: 45, pricePercent: 100),
            RegionProfile(id: "europe-west1", name: "Belgium", weight: 30, pricePercent: 110),
            RegionProfile(id: "asia-east1", name: "Taiwan", weight: 25, pricePercent: 116),
        ],
        services: googleCloudServices)

    private static let googleCloudServices = [
        ServiceProfile(
            name: "Compute Engine", category: "Compute", subcategory: "Virtual Machines",
            resourceType: "Instance",
            resourceTemplate: "//compute.googleapis.com/projects/{account}/zones/{region}-b/instances/{hex}",
            weight: 32, shape: .business, growth: 0.18, isZonal: true,
            skus: [
                SkuProfile(
                    meter: "N2 standard 8", unit: "Hours", listMicros: 388_472,
                    details:
                        #"{"CoreCount":8,"InstanceSeries":"N2","InstanceType":"n2-standard-8","MemorySize":32}"#
                ),
                SkuProfile(
                    meter: "E2 standard 4", unit: "Hours", listMicros: 134_012,
                    details:
                        #"{"CoreCount":4,"InstanceSeries":"E2","InstanceType":"e2-standard-4","MemorySize":16}"#
                ),
            ]),
        ServiceProfile(
            name: "BigQuery", category: "Databases", subcategory: "Data Warehouses",
            resourceType: "Dataset",
            resourceTemplate: "//bigquery.googleapis.com/projects/{account}/datasets/{hex}",
            weight: 22, shape: .batch, growth: 0.3,
            skus: [
                SkuProfile(meter: "Analysis", unit: "TiB", listMicros: 6_250_000)
            ]),
        ServiceProfile(
            name: "Cloud Storage", category: "Storage", subcategory: "Object Storage",
            resourceType: "Bucket",
            resourceTemplate: "//storage.googleapis.com/projects/_/buckets/{hex}",
            weight: 13, shape: .storage, growth: 0.25,
            skus: [
                SkuProfile(
                    meter: "Standard storage", unit: "GB-Months", listMicros: 20_000,
                    details: #"{"StorageClass":"Standard"}"#)
            ]),
        ServiceProfile(
            name: "Google Kubernetes Engine", category: "Compute", subcategory: "Containers",
            resourceType: "Cluster",
            resourceTemplate:
                "//container.googleapis.com/projects/{account}/locations/{region}/clusters/{hex}",
            weight: 12, shape: .business, growth: 0.22,
            skus: [
                SkuProfile(meter: "Autopilot vCPU", unit: "Hours", listMicros: 44_500)
            ]),
        ServiceProfile(
            name: "Vertex AI", category: "AI and Machine Learning", subcategory: "AI Platforms",
            resourceType: "Endpoint",
            resourceTemplate:
                "//aiplatform.googleapis.com/projects/{account}/locations/{region}/endpoints/{hex}",
            weight: 13, shape: .accelerator, growth: 0.5,
            skus: [
                SkuProfile(
                    meter: "A2 highgpu prediction", unit: "Hours", listMicros: 4_224_500,
                    details:
                        #"{"CoreCount":12,"GpuCount":1,"InstanceSeries":"A2","InstanceType":"a2-highgpu-1g","MemorySize":85}"#
                )
            ]),
        ServiceProfile(
            name: "Cloud SQL", category: "Databases", subcategory: "Relational Databases",
            resourceType: "Instance",
            resourceTemplate: "//cloudsql.googleapis.com/projects/{account}/instances/{hex}",
            weight: 8, shape: .steady, growth: 0.1,
            skus: [
                SkuProfile(meter: "PostgreSQL vCPU", unit: "Hours", listMicros: 41_300)
            ]),
    ]
}
