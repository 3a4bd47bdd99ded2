// Each cluster has two processors' worth of servers of its own: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
