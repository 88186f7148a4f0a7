"""Many reports: find them, assess them on all cores or a cluster, lose none, keep what is done."""
