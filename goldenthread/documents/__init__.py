"""Floor 3: kept files: what may be kept, its hash, its bytes. The room above says who may open one."""
