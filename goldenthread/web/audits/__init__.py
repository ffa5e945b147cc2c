"""Pages of case-file audits: the sample, what an auditor reads, what came of it."""
