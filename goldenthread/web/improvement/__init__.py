"""Pages: the improvement plan, from a finding to whether it helped."""
