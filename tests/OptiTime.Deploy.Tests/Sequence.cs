// Some measure out a proxy's patience, others start databases: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
