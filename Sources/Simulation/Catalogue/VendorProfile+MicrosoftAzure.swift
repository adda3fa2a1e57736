extension VendorProfile {
    static let microsoftAzure = VendorProfile(
        name: "Microsoft Azure", publisher: "Microsoft", folder: "azure", currency: "USD", calendar: "US",
        billingAccountType: "Billing Profile", subAccountType: "Subscription", accountStyle: .uuid,
        rowPercent: 16, moneyPerLine: 150, discountPercent: 15, taxPercent: 4,
        exportHour: 9, lagDays: 0, latePerMille: 22, supportMicros: 1_000_000_000,
        marketplace: MarketplaceProfile(
            publisher: "MongoDB", product: "MongoDB Atlas", monthlyMicros: 2_600_000_000),
        commitments: [
            CommitmentProfile(
                type: "Reservation", name: "vm-d8s-v5-1yr", isSpend: false, payment: .monthly,
                service: "Virtual Machines",
                savingPercent: 28, coverPercent: 30, startOffset: 0, isRenewed: true)
        ],
        regions: [
            RegionProfile(id: "eastus", name: "East US", weight: 40, pricePercent: 100),
            RegionProfile(id: "westeurope", name: "West Europe", weight: 32, pricePercent: 113),
            RegionProfile(id: "southeastasia", name: "Southeast Asia", weight: 28, pricePercent: 117),
        ],
        services: microsoftAzureServices)

    private static let microsoftAzureServices = [
        ServiceProfile(
            name: "Virtual Machines", category: "Compute", subcategory: "Virtual Machines",
            resourceType: "Virtual Machine",
            resourceTemplate:
                "/subscriptions/{account}/resourceGroups/rg-core/providers/Microsoft.Compute/virtualMachines/vm-{hex}",
            weight: 34, shape: .business, growth: 0.15, isZonal: true,
            skus: [
                SkuProfile(
                    meter: "D8s v5", unit: "Hours", listMicros: 384_000,
                    details:
                        #"{"CoreCount":8,"InstanceSeries":"Dsv5","InstanceType":"D8s v5","MemorySize":32}"#),
                SkuProfile(
                    meter: "E16s v5", unit: "Hours", listMicros: 1_008_000,
                    details:
                        #"{"CoreCount":16,"InstanceSeries":"Esv5","InstanceType":"E16s v5","MemorySize":128}"#
                ),
            ]),
        ServiceProfile(
            name: "Azure SQL Database", category: "Databases", subcategory: "Relational Databases",
            resourceType: "SQL Database",
            resourceTemplate:
                "/subscriptions/{account}/resourceGroups/rg-data/providers/Microsoft.Sql/servers/sql/databases/db-{hex}",
            weight: 17, shape: .steady, growth: 0.1,
            skus: [
                SkuProfile(
                    meter: "vCore General Purpose", unit: "Hours", listMicros: 252_900,
                    details: #"{"CoreCount":1}"#)
            ]),
        ServiceProfile(
            name: "Azure Blob Storage", category: "Storage", subcategory: "Object Storage",
            resourceType: "Storage Account",
            resourceTemplate:
                "/subscriptions/{account}/resourceGroups/rg-data/providers/Microsoft.Storage/storageAccounts/st{hex}",
            weight: 12, shape: .storage, growth: 0.28,
            skus: [
                SkuProfile(
                    meter: "Hot LRS data stored", unit: "GB-Months", listMicros: 18_400,
                    details: #"{"Redundancy":"Local","StorageClass":"Hot"}"#)
            ]),
        ServiceProfile(
            name: "Azure Kubernetes Service", category: "Compute", subcategory: "Containers",
            resourceType: "Managed Cluster",
            resourceTemplate:
                "/subscriptions/{account}/resourceGroups/rg-k8s/providers/Microsoft.ContainerService/managedClusters/aks-{hex}",
            weight: 13, shape: .business, growth: 0.3,
            skus: [
                SkuProfile(
                    meter: "Node pool D4s v5", unit: "Hours", listMicros: 192_000,
                    details:
                        #"{"CoreCount":4,"InstanceSeries":"Dsv5","InstanceType":"D4s v5","MemorySize":16}"#)
            ]),
        ServiceProfile(
            name: "Azure OpenAI", category: "AI and Machine Learning", subcategory: "Generative AI",
            resourceType: "Cognitive Services Account",
            resourceTemplate:
                "/subscriptions/{account}/resourceGroups/rg-ai/providers/Microsoft.CognitiveServices/accounts/oai-{hex}",
            weight: 11, shape: .accelerator, growth: 0.6,
            skus: [
                SkuProfile(meter: "Output tokens", unit: "1M Tokens", listMicros: 10_000_000)
            ]),
        ServiceProfile(
            name: "Azure Databricks", category: "Analytics", subcategory: "Data Processing",
            resourceType: "Workspace",
            resourceTemplate:
                "/subscriptions/{account}/resourceGroups/rg-data/providers/Microsoft.Databricks/workspaces/dbw-{hex}",
            weight: 8, shape: .batch, growth: 0.2,
            skus: [
                SkuProfile(meter: "Jobs compute DBU", unit: "DBU", listMicros: 300_000)
            ]),
        ServiceProfile(
            name: "Azure Bandwidth", category: "Networking", subcategory: "Network Connectivity",
            resourceType: "Virtual Network",
            resourceTemplate:
                "/subscriptions/{account}/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet-{hex}",
            weight: 5, shape: .consumer, growth: 0.1,
            skus: [
                SkuProfile(meter: "Data transfer out", unit: "GB", listMicros: 87_000)
            ]),
    ]
}
